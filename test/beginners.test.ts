/** What people do in their first hour: each mistake has one message, and no line of this package in its stack trace. */
import { Testing } from 'cdktf';
import {
  CustomerPortfolio,
  CustomerStack,
  FederatedCredential,
  LighthouseOffer,
  PecIdentityStack,
} from 'cdktf-partner-earned-credit';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderForEachTest, pec } from './command-line/run-pec';
import { automation, CUSTOMER_TENANT, MANAGING_TENANT, newOffer, SUBSCRIPTION, untyped } from './fabrikam';

const mockMissing = { code: '', module: '' };
jest.mock('@cdktf/provider-azurerm/lib/provider', () => {
  const actual = jest.requireActual<object>('@cdktf/provider-azurerm/lib/provider');
  return {
    get AzurermProvider() {
      if (mockMissing.code === '') {
        return (actual as { AzurermProvider: unknown }).AzurermProvider;
      }
      const asked = 'Require stack:\n- node_modules/@cdktf/provider-azurerm/lib/provider/index.js';
      throw Object.assign(new Error(`Cannot find module '${mockMissing.module}'\n${asked}`), {
        code: mockMissing.code,
      });
    },
  };
});

const folder = folderForEachTest();
const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
const props = { offers: { 'managed-services': newOffer() }, automation };

/** What is thrown: its message, and which lines of the stack trace are of this package. */
function thrownBy(declare: () => unknown): { message: string; ours: string[] } {
  try {
    declare();
  } catch (error) {
    const { message, stack = '' } = error as Error;
    return {
      message,
      ours: stack.split('\n').filter(line => /^\s+at .*[\\/](lib|dist)[\\/](?!.*node_modules)/.test(line)),
    };
  }
  throw new Error('nothing was thrown');
}

const says = (...lines: string[]) => ({ message: lines.join('\n'), ours: [] });

function customersFile(...lines: string[]): string {
  const file = join(folder.path, 'customers.yaml');
  writeFileSync(file, ['customers:', ...lines, ''].join('\n'));
  return file;
}

describe('a beginner', () => {
  it('makes an offer of nothing', () => {
    expect(
      thrownBy(
        () =>
          new CustomerStack(Testing.app(), 'contoso', {
            customer,
            offer: new LighthouseOffer(untyped(undefined)),
            automation,
          }),
      ),
    ).toEqual(
      says(
        'customer "contoso" has 2 faults:',
        '  - offer.name: is missing; expected the name that the customer sees',
        '  - offer.managingTenantId: is missing; expected the id of the managing tenant',
      ),
    );
  });

  it.each([undefined, {}])('makes a credential of %j', options => {
    const federated = [FederatedCredential.githubActions(untyped(options))];
    const declare = () =>
      new PecIdentityStack(Testing.app(), 'pec-identity', {
        managingTenantId: MANAGING_TENANT,
        credentials: { federated },
      });
    expect(thrownBy(declare)).toEqual(
      says(
        'the identity stack "pec-identity" has 2 faults:',
        '  - credentials.federated[0].repository: is missing; expected owner and repository, such as "fabrikam/azure"',
        '  - credentials.federated[0]: names 0 of environment, branch, tag and pullRequest; name exactly one, ' +
          'because a token has one subject',
      ),
    );
  });

  it('forgets the app', () => {
    expect(
      thrownBy(() => CustomerPortfolio.fromFile(untyped('customers.yaml'), untyped(props), untyped(undefined))),
    ).toEqual(
      says(
        'the portfolio has 1 fault:',
        '  - scope: "customers.yaml" stands where the App belongs; ' +
          'expected CustomerPortfolio.fromFile(app, path, { offers, automation })',
      ),
    );
  });

  it.each([
    ['.', '.'],
    ['lib/portfolio', 'lib/portfolio'],
  ])('gives the folder %s as the file', (path, name) => {
    expect(thrownBy(() => CustomerPortfolio.fromFile(Testing.app(), path, props))).toEqual(
      says(`${name} has 1 fault:`, `  - ${name}: is a folder; expected a YAML or JSON file of customers`),
    );
  });

  it('gives a path from another folder', () => {
    expect(thrownBy(() => CustomerPortfolio.fromFile(Testing.app(), 'src/customers.yaml', props))).toEqual(
      says(
        'src/customers.yaml has 1 fault:',
        `  - src/customers.yaml: does not exist: the program runs in ${process.cwd()}, so it was looked for at ` +
          `${resolve('src/customers.yaml')}; expected a YAML or JSON file of customers`,
      ),
    );
  });

  it.each([{}, { offers: {} }])('gives no offers: %j', given => {
    const file = customersFile(
      `  - { key: contoso, name: Contoso, tenant: ${CUSTOMER_TENANT}, subscriptions: [{ id: ${SUBSCRIPTION} }] }`,
      `  - { key: other, name: Other, offer: gold, tenant: ${CUSTOMER_TENANT.replace('1', '2')}, subscriptions: [] }`,
    );
    const { message, ours } = thrownBy(() =>
      CustomerPortfolio.fromFile(Testing.app(), file, untyped({ automation, ...given })),
    );
    expect(ours).toEqual([]);
    expect(message).toContain(
      '\n  - offers: is missing or empty; expected the offers by the names that entries give them\n',
    );
    expect(message).not.toMatch(/\.offer:|expected one of/);
  });

  it('gives nothing but a file', () => {
    const file = customersFile();
    const { message } = thrownBy(() => CustomerPortfolio.fromFile(Testing.app(), file, untyped(undefined)));
    expect(message).toMatch(/ has 1 fault:\n {2}- props: is missing; expected \{ offers, automation \}$/);
  });

  it('has a package manager that installs no peers', () => {
    Object.assign(mockMissing, { code: 'MODULE_NOT_FOUND', module: '@cdktf/provider-azurerm/lib/provider' });
    const declare = () => new CustomerStack(Testing.app(), 'contoso', { customer, offer: newOffer(), automation });
    expect(thrownBy(declare)).toEqual(
      says('@cdktf/provider-azurerm is not installed; run npm install @cdktf/provider-azurerm'),
    );

    // What the peer itself misses is another matter, and so is a peer that is there and fails.
    Object.assign(mockMissing, { module: 'tslib' });
    expect(thrownBy(declare).message).toContain("Cannot find module 'tslib'");
    Object.assign(mockMissing, { code: 'ERR_REQUIRE_ESM', module: '@cdktf/provider-azurerm' });
    expect(thrownBy(declare).message).toContain("Cannot find module '@cdktf/provider-azurerm'");
    Object.assign(mockMissing, { code: '' });
  });

  it('has two frameworks in one program', () => {
    const app = Testing.app({ stubVersion: false });
    app.node.setContext('cdktfVersion', '0.24.0');
    const { message, ours } = thrownBy(
      () => new CustomerStack(app, 'contoso', { customer, offer: newOffer(), automation }),
    );
    expect(message).toMatch(/^the app was made by cdktn 0\.24\.0, but cdktf-partner-earned-credit uses cdktf 0\.21\./);
    expect(ours).toEqual([]);
  });

  it('has two versions of cdktf in one program', () => {
    const app = Testing.app({ stubVersion: false });
    app.node.setContext('cdktfVersion', '0.20.0');
    const { message, ours } = thrownBy(
      () => new CustomerStack(app, 'contoso', { customer, offer: newOffer(), automation }),
    );
    expect(message).toMatch(
      /^the app was made by cdktf 0\.20\.0, but cdktf-partner-earned-credit uses cdktf 0\.21\.\d+; install one version of one of them: "npm ls cdktf cdktn" shows who brings which$/,
    );
    expect(ours).toEqual([]);
  });

  it('forgets app.synth()', async () => {
    const output = join(folder.path, 'cdktf.out');
    expect(await pec(['readiness', '--output', output])).toEqual({
      stdout: '',
      stderr:
        `pec: ${join(output, 'readiness.json')} cannot be read: it does not exist; synth again, by an app that calls ` +
        'app.synth(), or name the folder of its output with --output\n',
      exitCode: 2,
    });
  });

  it('leaves a mark of pec init where an id belongs', () => {
    const declare = () =>
      new PecIdentityStack(Testing.app(), 'pec-identity', { managingTenantId: '<replace in partner.ts>' });
    expect(thrownBy(declare)).toEqual(
      says(
        'the identity stack "pec-identity" has 1 fault:',
        '  - managingTenantId: "<replace in partner.ts>" is still to be replaced in partner.ts; ' +
          'expected the id of the managing tenant',
      ),
    );
  });
});
