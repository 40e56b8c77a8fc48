import { ref, Token } from 'cdktf';
import { armGuid } from 'cdktf-partner-earned-credit';
import fc from 'fast-check';
import { FIELDS, fitting, textsOfEverything } from './everything';
import { A_FEW_HOSTILE, anyText } from './hostile-texts';
import { readTemplate, textsIn } from './template';
import { describeWithTerraform, evaluate } from './terraform';

const read = (texts: string[]) => texts.map(readTemplate);
const literalsOf = (texts: string[]) => read(texts).map(({ literal }) => literal);
const expressionsIn = (texts: string[]) => read(texts).flatMap(({ expressions }) => expressions);

/** What constructs compute, whatever the texts are. */
const COMPUTED = expressionsIn(textsOfEverything(field => field));

/** What Azure gets: texts, and those in the JSON of the policy. */
function said(texts: string[]): string[] {
  return texts.flatMap(text => [text, ...(text.startsWith('{') ? textsIn(json(text)) : [])]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields whose text is not said as it was meant. */
function lost(texts: string[], meant: (field: string) => string): string[] {
  const all = said(texts);
  return FIELDS.filter(field => !all.some(found => found.includes(fitting(field, meant(field)))));
}

/** What stands in a field, around the hostile text. */
const textIn = (field: string, hostile: string) => `${field}: ${hostile}`;

describe('a text in any field', () => {
  const declared = A_FEW_HOSTILE.map(hostile => ({
    hostile,
    meant: (field: string) => textIn(field, hostile),
    texts: textsOfEverything(field => textIn(field, hostile)),
  }));

  it.each(declared)('computes nothing and is said as it was meant: $#', ({ meant, texts }) => {
    expect(expressionsIn(texts)).toEqual(COMPUTED);
    expect(lost(literalsOf(texts), meant)).toEqual([]);
  });

  it.each(declared)('gives the ids that it has in a template of Microsoft: $#', ({ meant, texts }) => {
    expect(texts).toContain(armGuid(meant('offer')));
    expect(texts).toContain(`lighthouse-${armGuid(meant('offer')).slice(0, 8)}`);
  });

  it('computes nothing and is said as it was meant, whatever it is', () => {
    fc.assert(
      fc.property(
        anyText.filter(text => text.length < 100),
        hostile => {
          const meant = (field: string) => textIn(field, hostile);
          const texts = textsOfEverything(meant);
          expect(expressionsIn(texts)).toEqual(COMPUTED);
          expect(lost(literalsOf(texts), meant)).toEqual([]);
        },
      ),
      { numRuns: 10 },
    );
  });

  describeWithTerraform('and Terraform', () => {
    it('evaluates none, and reads what was meant', () => {
      const answers = evaluated(declared.flatMap(({ texts }) => texts));
      expect(declared.flatMap(({ meant }) => lost(answers, meant))).toEqual([]);
    });

    it('evaluates nothing but the reference where a text stands around one', () => {
      const name = Token.asString(ref('var.name'));
      const around = (inner: string) =>
        A_FEW_HOSTILE.map(hostile => (field: string) => textIn(field, hostile + inner + hostile));
      const answers = evaluated(around(name).flatMap(textsOfEverything));
      for (const meant of around(ADA)) {
        expect(lost(answers, meant)).toEqual([]);
        expect(answers).toContain(armGuid(meant('offer')));
        expect(answers).toContain(`lighthouse-${armGuid(meant('offer')).slice(0, 8)}`);
      }
    });
  });
});

/** The value of the variable, in a URL and in claims as well: without spaces and wildcards. */
const ADA = 'Ada"the\\first"${x}%{y}';

/** What Terraform makes of every text that asks for nothing which a provider would have to answer. */
function evaluated(texts: string[]): string[] {
  const answerable = texts.filter(text => !expressionsIn([text]).some(e => /(?<!\w)(azur|data\.|self\.)/.test(e)));
  return evaluate(answerable, { name: ADA }) as string[];
}
