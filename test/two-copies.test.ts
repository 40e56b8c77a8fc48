import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App } from 'cdktf';

import * as a from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  newApp,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  writingApp,
} from './fabrikam';

type Package = typeof a;

const ROOT = resolve(__dirname, '..');
const FOLDER = mkdtempSync(join(tmpdir(), 'pec-copy-'));
const GROUP = '/providers/Microsoft.Management/managementGroups/contoso';

/** What npm installs where two packages of an app need this one in two versions: the same cdktf, and another copy of us. */
function otherCopy(): Package {
  cpSync(join(ROOT, 'lib'), join(FOLDER, 'lib'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(FOLDER, 'node_modules'), 'junction');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module whose path is known at run time only
  return require(join(FOLDER, 'lib')) as Package;
}

const b = otherCopy();
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const COPIES: [string, Package, Package][] = [
  ['the first', a, b],
  ['the second', b, a],
];

/** Offer and PEC-Automation as a program makes them that knows one copy. */
function made({ Authorization, AzureBuiltInRole, LighthouseOffer, PecAutomation, Principal }: Package) {
  const { principalId, clientId, tenantId, linkedPartnerId } = automation;
  const operators = Principal.group('f0000000-0000-4000-8000-000000000021', 'operators');
  return {
    offer: new LighthouseOffer({
      name: 'Fabrikam Managed Services',
      managingTenantId: tenantId,
      authorizations: [Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR)],
    }),
    automation: PecAutomation.fromAttributes({ principalId, clientId: clientId ?? '', tenantId, linkedPartnerId }),
  };
}

function customer(name: string, id: string): a.Customer {
  return { name, tenantId: CUSTOMER_TENANT, subscriptions: [{ id }] };
}

function newCustomer(
  copy: Package,
  app: Construct,
  key: string,
  id: string,
  props: Partial<a.CustomerStackProps> = {},
) {
  return new copy.CustomerStack(app, key, { customer: customer(key, id), ...made(copy), ...props });
}

/** A customer whom nobody earns from. */
const NOBODY = { automation: undefined };

describe('two copies of the package in one app', () => {
  it('are two', () => {
    expect(b.CustomerStack).not.toBe(a.CustomerStack);
    expect(b.AzureCloud.PUBLIC).not.toBe(a.AzureCloud.PUBLIC);
  });

  it.each(COPIES)('have one readiness: %s sees what the other declares', (_which, copy, other) => {
    const app = newApp();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION);
    newCustomer(other, app, 'northwind', OTHER_SUBSCRIPTION);
    new other.UnmanagedCustomer(app, 'tailspin', {
      customer: customer('Tailspin', 'c0000000-0000-4000-8000-000000000013'),
      onboarding: other.Onboarding.ARM_TEMPLATE,
      ...made(other),
    });
    const stack = newCustomer(copy, app, 'wingtip', 'c0000000-0000-4000-8000-000000000014');
    new other.ManagementGroupOnboarding(stack, 'group', {
      managementGroupId: GROUP,
      location: 'westeurope',
      ...made(other),
    });
    const { customers } = copy.PecReadiness.check(app);
    expect(customers.map(({ key, verdict }) => [key, verdict])).toEqual([
      ['contoso', 'earns'],
      ['northwind', 'earns'],
      ['tailspin', 'unknown'],
      ['wingtip', 'unknown'],
    ]);
    expect(customers[3].subscriptions.map(({ managementGroupId }) => managementGroupId)).toEqual([undefined, GROUP]);
    expect(other.PecReadiness.check(app).toJson()).toBe(copy.PecReadiness.check(app).toJson());
  });

  it.each(COPIES)('have one set of acknowledgements: %s takes those of the other', (_which, copy, other) => {
    const app = newApp();
    const contoso = newCustomer(copy, app, 'contoso', SUBSCRIPTION, NOBODY);
    other.PecReadiness.acknowledge(contoso, { rule: 'automation-authorized', reason: 'AOBO earns' });
    const report = copy.PecReadiness.check(app);
    expect(report.acknowledged).toBe(1);
    expect(report.isAccepted).toBe(true);
  });

  it.each(COPIES)('have one set of links: %s knows those of the other', (_which, copy, other) => {
    const app = newApp();
    const { principalId, clientId, tenantId } = automation;
    const principal = other.PecAutomation.fromAttributes({ principalId, clientId: clientId ?? '', tenantId });
    const link = () =>
      new other.PartnerLinkStack(app, 'link', { partnerId: '7654321', principal, signIn: other.SignIn.oidc() });
    link();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION, { automation: principal });
    const [{ subscriptions }] = copy.PecReadiness.check(app).customers;
    expect(subscriptions.map(({ verdict, partnerId }) => [verdict, partnerId])).toEqual([['earns', '7654321']]);
  });

  it.each(COPIES)('have one set of neighbours: %s compares with those of the other', (_which, copy, other) => {
    const app = newApp();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION);
    expect(faultsOfCopy(other, () => newCustomer(other, app, 'northwind', SUBSCRIPTION))).toEqual([
      'customer.subscriptions[0].offer: "Fabrikam Managed Services" is delegated at this subscription by ' +
        `contoso/subscription-${SUBSCRIPTION} already; list all resource groups in that delegation, or give this offer ` +
        'another name',
    ]);
    const inside = new Construct(app, 'inside');
    expect(faultsOfCopy(other, () => newCustomer(other, inside, 'contoso', OTHER_SUBSCRIPTION))).toEqual([
      'id: "contoso" is used by another stack; give each stack of the app a key of its own',
    ]);
  });

  it.each(COPIES)('take the values of each other: %s', (_which, copy, other) => {
    const app = newApp();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION, {
      ...made(other),
      automationRole: other.AzureBuiltInRole.CONTRIBUTOR,
      signIn: other.SignIn.oidc(),
      backend: other.StateBackend.local({ directory: 'states' }),
      customer: { ...customer('contoso', SUBSCRIPTION), cloud: other.AzureCloud.PUBLIC },
    });
    expect(copy.PecReadiness.check(app).isAccepted).toBe(true);
  });

  it.each(COPIES)('tell what is wrong with the values of each other: %s', (_which, copy, other) => {
    const misspelt = { ...automation, linkedPartnerID: '1234567' };
    expect(
      faultsOfCopy(copy, () =>
        newCustomer(copy, newApp(), 'contoso', SUBSCRIPTION, {
          ...made(other),
          automation: other.PecAutomation.fromAttributes(misspelt as never),
        }),
      ),
    ).toEqual(['automation.linkedPartnerID: is no property of PEC-Automation; did you mean "linkedPartnerId"?']);
  });

  it.each(COPIES)('judge the app once, and write its reports once: %s first', (_which, copy, other) => {
    const app = writingApp();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION);
    newCustomer(other, app, 'northwind', OTHER_SUBSCRIPTION);
    const judged = jest.spyOn(app.node, 'findAll');
    app.synth();
    const once = judged.mock.calls.length;
    expect(readdirSync(app.outdir).sort()).toEqual([
      'manifest.json',
      'readiness.html',
      'readiness.json',
      'readiness.md',
      'stacks',
    ]);
    const alone = writingApp();
    newCustomer(copy, alone, 'contoso', SUBSCRIPTION);
    newCustomer(copy, alone, 'northwind', OTHER_SUBSCRIPTION);
    const walks = jest.spyOn(alone.node, 'findAll');
    alone.synth();
    expect(once).toBe(walks.mock.calls.length);
    const report = (of: App) => readFileSync(join(of.outdir, 'readiness.json'), 'utf8');
    expect(report(app)).toBe(report(alone));
  });

  it.each(COPIES)('refuse the whole app where one customer would not earn: %s first', (_which, copy, other) => {
    const app = writingApp();
    newCustomer(copy, app, 'contoso', SUBSCRIPTION);
    newCustomer(other, app, 'northwind', OTHER_SUBSCRIPTION, NOBODY);
    expect(() => app.synth()).toThrow('northwind, subscription');
    expect(existsSync(join(app.outdir, 'stacks', 'contoso', 'cdk.tf.json'))).toBe(false);
    expect(readdirSync(app.outdir).filter(name => name.startsWith('readiness'))).toHaveLength(3);
  });

  it.each(COPIES)('write one manifest: %s first', (_which, copy, other) => {
    const app = writingApp();
    const portfolio = (which: Package, key: string, id: string) =>
      which.CustomerPortfolio.fromArray(app, [{ key, name: key, tenant: CUSTOMER_TENANT, subscriptions: [{ id }] }], {
        offers: { managed: made(which).offer },
        automation: made(which).automation,
      });
    portfolio(copy, 'contoso', SUBSCRIPTION);
    portfolio(other, 'northwind', OTHER_SUBSCRIPTION);
    expect(faultsOfCopy(other, () => portfolio(other, 'contoso', 'c0000000-0000-4000-8000-000000000013'))).toContain(
      'contoso.key: "contoso" is the key of a customer of another portfolio; give each customer a key of its own',
    );
    app.synth();
    const manifest = JSON.parse(readFileSync(join(app.outdir, 'portfolio.json'), 'utf8')) as Record<string, object>;
    expect(Object.keys(manifest.customers)).toEqual(['contoso', 'northwind']);
    expect(Object.keys(manifest.files)).toEqual([
      'readiness.html',
      'readiness.json',
      'readiness.md',
      'stacks/customer-contoso/cdk.tf.json',
      'stacks/customer-northwind/cdk.tf.json',
    ]);
  });
});

/** The faults of what a copy refuses; its error is none of ours. */
function faultsOfCopy(copy: Package, declare: () => unknown): string[] {
  try {
    declare();
  } catch (error) {
    expect(error).toBeInstanceOf(copy.DeclarationError);
    return faultsOf(() => {
      const { faults } = error as a.DeclarationError;
      throw new a.DeclarationError('it', faults);
    });
  }
  return [];
}
