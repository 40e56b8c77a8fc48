import { Fn, TerraformOutput, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { argument, literal } from '../../lib/terraform';
import { synthesize } from '../synth';
import { anyText, HOSTILE } from './hostile-texts';
import { MARKS, numberMark } from './marks';
import { readTemplate } from './template';
import { describeWithTerraform, evaluate } from './terraform';

/** What cdktf writes for values. */
function written(values: unknown, stack = newStack()): unknown {
  new TerraformOutput(stack, 'written', { value: values });
  return (synthesize(stack).output as { written: { value: unknown } }).written.value;
}

function newStack(): TerraformStack {
  return new TerraformStack(Testing.app(), 'stack');
}

function variable(stack: TerraformStack, name: string): string {
  return new TerraformVariable(stack, name, { type: 'string' }).stringValue;
}

/** Marks as cdktf writes them, for nothing. */
const [MARK] = MARKS;
const NUMBER_MARK = numberMark(0xfdff);

describe('literal', () => {
  it.each([
    ['Gold', 'Gold'],
    ['Gold ${tier}', 'Gold $${tier}'],
    ['$${tier}', '$$${tier}'],
    ['%{ if x }', '%%{ if x }'],
    ['100 %', '100 %'],
    ['{"a":"$"}', '{"a":"$"}'],
    [MARK, '${"$"}{TfToken[TOKEN.987654]}'],
    [`$${MARK}`, '${"$"}${"$"}{TfToken[TOKEN.987654]}'],
    ['#{TfToken[TOKEN.987654]}', '${"#"}{TfToken[TOKEN.987654]}'],
    ['-1.5e+300', '-1.5e+300'],
    [NUMBER_MARK, `\${"-"}${NUMBER_MARK.slice(1)}`],
    ['Any Map Token Value', '${"Any Map Token Value"}'],
    ['ends in \u0600', 'ends in ${"\\u0600"}'],
    ['\r\u0600', '${"\\r"}${"\\u0600"}'],
    ['100 %$\u0600', '100 ${"\\u0025\\u0024\\u0600"}'],
    ['\u{110bd}" and \u0600 within', '${"\\U000110bd"}" and \u0600 within'],
  ])('writes %j as %j', (text, template) => {
    expect(literal(text)).toBe(template);
    expect(readTemplate(template)).toEqual({ literal: text, expressions: [] });
    expect(written([literal(text)])).toEqual([template]);
  });

  it('leaves a reference alone, and writes what stands beside it', () => {
    const stack = newStack();
    const name = variable(stack, 'name');
    const text = literal(`Gold \${tier} %{x} $${name}-2 $$`);
    expect(written(text, stack)).toBe('Gold ${"$"}{tier} %%{x} ${"$"}${var.name}-2 ${"$$"}');
  });

  it.each(MARKS)('says a mark that stands for nothing: %s', mark => {
    for (const text of [mark, `$${mark}`, `\r${mark}\r`, `${mark}$`]) {
      expect(readTemplate(written(literal(text)) as string)).toEqual({ literal: text, expressions: [] });
    }
  });

  it('goes through lists and objects, the names of members included, and touches nothing else', () => {
    const stack = newStack();
    const list = new TerraformVariable(stack, 'list', { type: 'list(string)' }).listValue;
    const value = { list, stack, flag: true, none: undefined, '${a}': [{ b: '%{c}' }] };
    const result = literal(value) as typeof value;
    expect(result).toStrictEqual({ list, stack, flag: true, none: undefined, '$${a}': [{ b: '%%{c}' }] });
    expect(result.stack).toBe(stack);
    expect(result.list).toBe(list);
  });

  it('makes templates that say any text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(readTemplate(written(literal(text)) as string)).toEqual({ literal: text, expressions: [] });
      }),
    );
  });

  it('makes templates that say any text around references', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const stack = newStack();
        const text = literal(`${before}${variable(stack, 'a')}${after}${variable(stack, 'b')}`);
        const template = readTemplate(written(text, stack) as string);
        expect(template).toEqual({ literal: before + after, expressions: ['var.a', 'var.b'] });
      }),
    );
  });
});

describe('argument', () => {
  it('is a reference as it is', () => {
    const name = variable(newStack(), 'name');
    expect(argument(name)).toBe(name);
  });

  it('is a text in quotes, where a reference stands beside text', () => {
    const stack = newStack();
    const call = Fn.upper(argument(`Says "\${x}" to ${variable(stack, 'name')}-2`));
    expect(written(call, stack)).toBe('${upper("Says \\u0022\\u0024{x}\\u0022 to ${var.name}-2")}');
  });
});

describeWithTerraform('Terraform', () => {
  it('reads every text as it was meant', () => {
    const read = evaluate(HOSTILE.map(text => written(literal(text)) as string));
    expect(read).toEqual(HOSTILE);
  });

  it('reads any text as it was meant, beside a reference and in the argument of a function as well', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 30, maxLength: 60 }), texts => {
        const stack = newStack();
        const name = variable(stack, 'name');
        const values = texts.flatMap(text => [
          literal(text),
          literal(`${text}${name}${text}`),
          Fn.upper(argument(`${text}${name}${text}`)),
        ]);
        const meant = texts.flatMap(text => [text, `${text}Ada${text}`, `upper ${text}Ada${text}`]);
        const templates = written(values, stack) as string[];
        const replaced = templates.map((template, i) =>
          i % 3 === 2 ? template.replace('${upper(', '${format("upper %s", ') : template,
        );
        expect(evaluate(replaced, { name: 'Ada' })).toEqual(meant);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('agrees with how these tests read templates', () => {
    const templates = ['a $${b} %%{c} $$${d} ${"$"}{e} ${"\\u0024{"} $', '%$${x}$%%{y}$$', '${"a"}${"b\\n"}'];
    expect(evaluate(templates)).toEqual(templates.map(template => readTemplate(template).literal));
  });
});
