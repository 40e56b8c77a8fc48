import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { Onboarding } from 'cdktf-partner-earned-credit';
import { parse } from 'yaml';
import schema from '../../lib/portfolio/portfolio.schema.json';
import { ACKNOWLEDGEABLE } from '../../lib/readiness';

interface Described {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Record<string, Described>;
  readonly items?: Described;
  readonly additionalProperties?: boolean | Described;
}

describe('portfolio.schema.json', () => {
  it('is a schema of draft 2020-12', () => {
    const ajv = new Ajv2020();
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it('accepts the example', () => {
    const text = readFileSync(join(__dirname, '../../examples/portfolio/customers.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/lib\/portfolio\/portfolio\.schema\.json\n/);
    expect(new Ajv2020().validate(schema, parse(text))).toBe(true);
  });

  it('knows the rules and the ways of onboarding', () => {
    const { acknowledgements, customer } = schema.$defs;
    expect(acknowledgements.items.properties.rule.enum).toEqual(ACKNOWLEDGEABLE);
    expect(customer.properties.onboarding.enum).toEqual(Object.values(Onboarding));
  });

  // Editors show both, and the sentences of the errors are made from them.
  it('calls everything by a title and a description', () => {
    const nameless: string[] = [];
    const look = (path: string, at: Described): void => {
      if (at.$ref === undefined && !(at.title && /^[A-Z].*\.$/.test(at.description ?? ''))) {
        nameless.push(path);
      }
      Object.entries(at.properties ?? {}).forEach(([name, property]) => look(`${path}.${name}`, property));
      [at.items, at.additionalProperties]
        .filter(below => typeof below === 'object')
        .forEach(below => look(`${path}[]`, below));
    };
    Object.entries({ ...schema.$defs, file: schema }).forEach(([name, at]) => look(name, at));
    expect(nameless).toEqual([]);
  });
});
