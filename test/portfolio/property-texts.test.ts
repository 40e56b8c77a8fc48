import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import schema from '../../lib/portfolio/portfolio.schema.json';

const LIB = join(__dirname, '..', '..', 'lib');

/** What is said of a property: in the schema, and in the interface for who writes a portfolio in code. */
interface Said {
  readonly text: string;
  readonly isRequired: boolean;
  /** As JSON; undefined if there is none, or if the text says it. */
  readonly default?: string;
}

interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly $ref?: string;
}

/** Code stands in backticks in an interface, and in quotes or nothing at all in a schema. */
function plain(text: string): string {
  return text.replace(/[`"]/g, '').replace(/\s+/g, ' ').trim();
}

function saidInSchema(
  object: { readonly properties: object; readonly required: string[] },
  acknowledgements: Described,
): Record<string, Said> {
  return Object.fromEntries(
    Object.entries(object.properties as Record<string, Described>).map(([name, property]) => [
      name,
      {
        text: plain((property.$ref === undefined ? property : acknowledgements).description ?? ''),
        isRequired: object.required.includes(name),
        default: JSON.stringify(property.default),
      },
    ]),
  );
}

function saidInInterface(file: string, name: string): Record<string, Said> {
  const path = join(LIB, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const declaration = source.statements.filter(ts.isInterfaceDeclaration).find(found => found.name.text === name);
  return Object.fromEntries(
    (declaration?.members ?? []).map(member => {
      const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
      const defaults = comment.tags?.find(tag => tag.tagName.text === 'default');
      // `@default - the id` is for people, `@default false` a value.
      const [, prose] = /^- (.*)$/s.exec(ts.getTextOfJSDocComment(defaults?.comment) ?? '') ?? [];
      const sentence = prose === undefined || prose === 'none' ? '' : ` By default ${prose}.`;
      return [
        member.name?.getText() ?? '',
        {
          text: plain((ts.getTextOfJSDocComment(comment.comment) ?? '') + sentence),
          isRequired: member.questionToken === undefined,
          default: prose === undefined ? ts.getTextOfJSDocComment(defaults?.comment) : undefined,
        },
      ];
    }),
  );
}

const { customer, subscription, authorization, acknowledgements } = schema.$defs;
const ENTRY = 'portfolio/portfolio-entry.ts';

describe('portfolio.schema.json and the interfaces', () => {
  it.each([
    ['a customer', customer, saidInInterface(ENTRY, 'PortfolioEntry')],
    [
      'a subscription',
      subscription,
      {
        ...saidInInterface('lighthouse/delegation/delegated-scope.ts', 'DelegatedScope'),
        ...saidInInterface(ENTRY, 'PortfolioSubscription'),
      },
    ],
    [
      'a management group',
      customer.properties.managementGroup,
      {
        ...saidInInterface('customers/customer-management-group.ts', 'CustomerManagementGroup'),
        ...saidInInterface('lighthouse/policy/policy-options.ts', 'PolicyOptions'),
      },
    ],
    ['an existing delegation', customer.properties.existing, saidInInterface(ENTRY, 'ExistingDelegation')],
    ['an authorization', authorization, saidInInterface(ENTRY, 'PortfolioAuthorization')],
    ['an acknowledgement', acknowledgements.items, saidInInterface('readiness/acknowledgement.ts', 'Acknowledgement')],
  ])('say the same of the properties of %s', (_what, object, said) => {
    expect(said).toEqual(saidInSchema(object, acknowledgements));
    expect(Object.keys(said).length).toBeGreaterThan(0);
  });
});
