import util from 'node:util';
import { TerraformStack } from 'cdktf';
import {
  type CustomerStackProps,
  CustomerStack,
  FrameworkMismatchError,
  PartnerLinkStack,
  type PartnerLinkStackProps,
  PecIdentityStack,
  type PecIdentityStackProps,
  SignIn,
} from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import { synthesize } from '../synth';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newOffer,
  SUBSCRIPTION,
  untyped,
  writingApp,
} from '../fabrikam';

const identityProps: PecIdentityStackProps = { managingTenantId: MANAGING_TENANT };
const linkProps: PartnerLinkStackProps = { partnerId: '1234567', principal: automation, signIn: SignIn.oidc() };
const customerProps: CustomerStackProps = {
  customer: { name: 'Contoso AG', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] },
  offer: newOffer(),
  automation,
};

type Make = (scope: Construct, id: string, props?: object) => TerraformStack;
const STACKS: [string, string, Make][] = [
  [
    'PecIdentityStack',
    'the identity stack',
    (scope, id, props = identityProps) => new PecIdentityStack(scope, id, props as never),
  ],
  [
    'PartnerLinkStack',
    'the partner link stack',
    (scope, id, props = linkProps) => new PartnerLinkStack(scope, id, props as never),
  ],
  ['CustomerStack', 'customer', (scope, id, props = customerProps) => new CustomerStack(scope, id, props as never)],
];

describe.each(STACKS)('%s', (_class, subject, make) => {
  it.each(['a', 'contoso', 'contoso-2', 'a-', 'a--b', `a${'x'.repeat(62)}`])('can have the id %s', id => {
    expect(faultsOf(() => make(newApp(), id))).toEqual([]);
  });

  it.each([
    'Contoso',
    '2contoso',
    '-contoso',
    'contoso_ag',
    'contoso.com',
    'contoso ag',
    'contoso/ag',
    'münchen',
    'contoso\n',
    `a${'x'.repeat(63)}`,
  ])('cannot have the id %j', id => {
    const shown = JSON.stringify(id);
    expect(faultsOf(() => make(newApp(), id))).toEqual([
      `id: ${shown} cannot be the key of a stack; expected a lower-case letter, then lower-case letters, digits and "-", ` +
        'at most 63 in all',
    ]);
    expect(() => make(newApp(), id)).toThrow(`${subject} ${shown} has 1 fault:\n`);
  });

  it.each<[unknown, string]>([
    [undefined, 'is missing; expected the key of the stack'],
    ['', 'is missing; expected the key of the stack'],
    [' ', '" " is blank; expected the key of the stack'],
    [7, '7 is not a text; expected the key of the stack'],
  ])('cannot have the id %j', (id, sentence) => {
    expect(faultsOf(() => make(newApp(), untyped(id)))).toEqual([`id: ${sentence}`]);
  });

  it.each(STACKS)('cannot have the id of a %s', (_other, _subject, makeOther) => {
    const app = newApp();
    makeOther(app, 'taken');
    expect(faultsOf(() => make(app, 'taken'))).toContain(
      'id: "taken" is used by another construct; give each construct in a scope an id of its own',
    );
    expect(faultsOf(() => make(new Construct(app, 'team'), 'taken'))).toContain(
      'id: "taken" is used by another stack; give each stack of the app a key of its own',
    );
    expect(faultsOf(() => make(newApp(), 'taken'))).toEqual([]);
  });

  it('cannot have the id of a stack that somebody else made', () => {
    const app = newApp();
    new TerraformStack(app, 'taken');
    expect(faultsOf(() => make(app, 'taken'))).toEqual([
      'id: "taken" is used by another construct; give each construct in a scope an id of its own',
    ]);
  });

  it.each([undefined, null, 5])('needs properties, not %j', props => {
    const declare = () => make(newApp(), 'contoso', props === undefined ? untyped(null) : untyped(props));
    expect(faultsOf(declare)).toEqual(['props: is missing; expected the properties of the construct']);
  });

  it('relaxes the versions of its providers', () => {
    const { terraform } = synthesize(make(newApp(), 'contoso')) as { terraform: Record<string, object> };
    expect(terraform).toMatchObject({ required_version: '>= 1.5' });
    const RANGES: Record<string, string> = {
      azapi: '>= 2.12, < 3',
      azuread: '>= 3.7, < 4',
      azurerm: '>= 4.75, < 6',
    };
    const required = terraform.required_providers as Record<string, { version: string }>;
    for (const [name, { version }] of Object.entries(required)) {
      expect(`${name} ${version}`).toBe(`${name} ${RANGES[name]}`);
    }
    expect(Object.keys(required).length).toBeGreaterThan(0);
  });

  it('describes every output', () => {
    const { output } = synthesize(make(newApp(), 'contoso')) as { output: Record<string, { description?: string }> };
    expect(Object.keys(output).length).toBeGreaterThan(0);
    expect(Object.values(output).filter(({ description }) => !/^[A-Z].*\.$/.test(description ?? ''))).toEqual([]);
  });

  it('does not make cdktf ask Node for what newer ones warn of', () => {
    const isArray = jest.spyOn(util, 'isArray');
    synthesize(make(newApp(), 'contoso'));
    expect(isArray).not.toHaveBeenCalled();
    isArray.mockRestore();
  });

  it('keeps its state in a file of its own by default', () => {
    const { terraform } = synthesize(make(newApp(), 'contoso')) as { terraform: object };
    expect(terraform).toMatchObject({ backend: { local: { path: '../../../contoso.tfstate' } } });
  });

  it('refuses an app of another framework', () => {
    const app = newApp();
    app.node.setContext('cdktfVersion', '0.20.12');
    expect(() => make(app, 'contoso')).toThrow(FrameworkMismatchError);
    expect(() => make(app, 'contoso')).toThrow(
      'the app was made by cdktf 0.20.12, but cdktf-partner-earned-credit uses cdktf ',
    );
    expect(() => make(app, 'contoso', untyped({}))).toThrow(FrameworkMismatchError);
    expect(app.node.children).toEqual([]);
  });

  it('accepts an app of the same framework', () => {
    const app = writingApp();
    expect(app.node.getContext('cdktfVersion')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(() => make(app, 'contoso')).not.toThrow();
  });
});
