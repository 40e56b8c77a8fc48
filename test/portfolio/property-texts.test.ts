import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import schema from '../../lib/portfolio/portfolio.schema.json';
import { CREDIT_LOST, RULES } from '../../lib/readiness';

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
}

/** Code stands in backticks in an interface, and in quotes or nothing at all in a schema. */
function plain(text: string): string {
  return text.replace(/[`"]/g, '').replace(/\s+/g, ' ').trim();
}

function saidInSchema(object: { readonly properties: object; readonly required: string[] }): Record<string, Said> {
  return Object.fromEntries(
    Object.entries(object.properties as Record<string, Described>).map(([name, property]) => [
      name,
      {
        text: plain(property.description ?? acknowledgements.description),
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

/** What is said of the members of an enumeration, or of the static members of a class of constants, in their order. */
function meaningsIn(file: string, name: string): string[] {
  const path = join(LIB, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const [declaration] = source.statements
    .filter(statement => ts.isEnumDeclaration(statement) || ts.isClassDeclaration(statement))
    .filter(found => found.name?.text === name);
  return [...declaration.members]
    .filter(member => ts.isEnumMember(member) || ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static)
    .flatMap(member => ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc))
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
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
    expect(said).toEqual(saidInSchema(object));
    expect(Object.keys(said).length).toBeGreaterThan(0);
  });

  // An editor shows what a value means when it offers it.
  it.each([
    ['a cloud', customer.properties.cloud, ['azure/azure-cloud.ts', 'AzureCloud']],
    ['a way of onboarding', customer.properties.onboarding, ['lighthouse/delegation/onboarding.ts', 'Onboarding']],
    ['an agreement', customer.properties.agreement, ['azure/agreement.ts', 'Agreement']],
    ['a status', customer.properties.status, ['manifest/customer-status.ts', 'CustomerStatus']],
  ])('say the same of the values of %s', (_what, property, [file, name]) => {
    const said = meaningsIn(file, name);
    expect(property.anyOf.map(({ const: value, description }) => [value, description])).toEqual(
      property.enum.map((value, i) => [value, said[i]]),
    );
  });

  it('say the same of the rules', () => {
    const { rule } = acknowledgements.items.properties;
    expect(rule.anyOf).toEqual([
      ...RULES.map(({ id, title }) => ({ const: id, description: title })),
      { const: CREDIT_LOST, description: 'What credit was lost is accepted.' },
    ]);
  });
});
