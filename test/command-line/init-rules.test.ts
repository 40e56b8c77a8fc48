import { transformSync } from '@swc/core';
import { App } from 'cdktf';
import * as product from 'cdktf-partner-earned-credit';
import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { takeOptions } from '../../lib/command-line/init/option-rules';
import type { GivenOptions } from '../../lib/command-line/init/options';
import { projectFiles } from '../../lib/command-line/init/project';
import { Faults, faultText } from '../../lib/declaration';

const USUAL = { pipeline: 'github', module: 'esm', cdk: 'cdktf' } as const;
const CUSTOMER = '2e7c52f0-6a2d-4b7f-8e1b-1d6c7a9e8b22';

/** What is wrong with options. */
function faultsIn(given: GivenOptions): string[] {
  const faults = Faults.none();
  takeOptions({ ...USUAL, ...given }, faults);
  return faults.found.map(faultText);
}

interface Program {
  readonly managingTenantId: string;
  readonly partnerId: string;
  readonly credentials: product.PecAutomationCredentials;
  readonly managedServices: product.LighthouseOffer;
  readonly statesIn: (containerName: string) => product.StateBackend;
}

/** What partner.ts and offers.ts export in a project that is written with these options. */
function programOf(given: GivenOptions): Program {
  const options = takeOptions({ ...USUAL, ...given }, Faults.none());
  if (options === undefined) {
    throw new Error('the options have faults');
  }
  const files = projectFiles('azure', options);
  const load = (name: string): object => {
    // What nobody said: the group, and the ids of a repository that was named without them.
    const source = String(files.get(name))
      .replace(/group\('<[^>]*>'/, `group('${CUSTOMER}'`)
      .replace(/, (ownerId|repositoryId): '<[^>]*>'/g, '');
    const { code } = transformSync(source, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const exports = {};
    const run = compileFunction(code, ['require', 'exports']) as (...given: unknown[]) => void;
    run((module: string) => (module.startsWith('./') ? load(module.slice(2)) : product), exports);
    return exports;
  };
  return { ...load('partner.ts'), ...load('offers.ts') } as Program;
}

/** Declares the identity and its link, as the project does, and gives what the offer's faults are. */
function declared({ managingTenantId, partnerId, credentials, managedServices, statesIn }: Program): string[] {
  const app = new App();
  new product.PecIdentityStack(app, 'pec-identity', { managingTenantId, credentials, backend: statesIn('identity') });
  new product.PartnerLinkStack(app, 'partner-link', {
    partnerId,
    principal: product.PecAutomation.fromAttributes({
      principalId: CUSTOMER,
      clientId: CUSTOMER.replace('2', '3'),
      tenantId: managingTenantId,
    }),
    signIn: product.SignIn.oidc(),
    backend: statesIn('link'),
  });
  return managedServices.validate().map(faultText);
}

/** Whatever a person may take for one, with what is right now and then. */
const anything = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 70 }), fc.stringMatching(/^[0-9a-z@/.-]{1,30}$/));
const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,120}$/);
const id = fc.option(fc.stringMatching(/^[0-9]{1,12}$/), { nil: undefined });
const given = fc.record({
  company: fc.oneof(anything, fc.constantFrom('Fabrikam', "O'Neil & Sons", '${tier}', '🏢'.repeat(30))),
  managingTenant: fc.oneof(fc.uuid(), fc.constant('00000000-0000-0000-0000-000000000000')),
  partnerId: fc.oneof(fc.stringMatching(/^[0-9]{1,8}$/), fc.constant('0'), anything),
  storageAccount: fc.stringMatching(/^[a-z0-9]{1,26}$/),
  repository: fc.oneof(
    anything,
    fc
      .tuple(name, name, id, id)
      .map(([owner, repository, ownerId, repositoryId]) =>
        ownerId === undefined || repositoryId === undefined
          ? `${owner}/${repository}`
          : `${owner}@${ownerId}/${repository}@${repositoryId}`,
      ),
  ),
});

describe('what pec init takes', () => {
  it('is what synth takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(given, options => {
        // Each fault is of one option; what is left is right.
        const wrong = new Set(faultsIn(options).map(fault => fault.split(/[.:]/)[0]));
        const right = Object.fromEntries(Object.entries(options).filter(([option]) => !wrong.has(option)));
        const fill = {
          managingTenant: CUSTOMER.replace('2', '1'),
          partnerId: '7654321',
          repository: 'o/r',
          company: 'F',
        };
        expect(declared(programOf({ ...fill, ...right }))).toEqual([]);
        taken += Object.keys(right).length;
      }),
      { numRuns: 40 },
    );
    expect(taken).toBeGreaterThan(40);
  });

  it.each<[GivenOptions]>([
    [{ managingTenant: '00000000-0000-0000-0000-000000000000' }],
    [{ partnerId: '0' }],
    [{ repository: 'fabrikam@0/azure@5678' }],
    [{ repository: 'fabrikam/azure.git' }],
  ])('is nothing that synth refuses: %j', options => {
    expect(faultsIn(options)).toHaveLength(1);
  });

  it('is a company of sixty characters, as .NET counts them, of which an emoji has two', () => {
    expect(faultsIn({ company: '🏢'.repeat(30) })).toEqual([]);
    expect(faultsIn({ company: '🏢'.repeat(31) })).toEqual(['company: has 62 characters; shorten it to 60']);
  });
});
