import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from 'cdktf';
import {
  FederatedCredential,
  type PecAutomationCredentials,
  PartnerLinkStack,
  PecIdentityStack,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { type Fault, FaultKind, type RecordedRequest } from '../../emulator';
import { AUTOMATION, customer, declareContoso } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { customerTenant, EXAMPLES_WORLD, MANAGING_TENANT } from './fabrikam';
import { applyUntilDone, pec } from './recovery';
import { Stage } from './stage';

/** A stack that is applied, with a fault at one request of the apply. */
interface Subject {
  readonly stack: string;
  declare(app: App, stage: Stage): void;
  /** Which requests are broken; all, unless another subject has them too. */
  readonly requests?: RegExp;
  /** What Azure holds at the end, without what is new in each run. */
  held(stage: Stage): object;
}

const WORLD = {
  partners: EXAMPLES_WORLD.partners,
  tenants: [EXAMPLES_WORLD.tenants[0], customerTenant('Contoso', 'c', ['11', '12'], ['rg-web', 'rg-data'])],
};

const identity: Subject = {
  stack: 'pec-identity',
  declare: app =>
    declareIdentity(app, {
      federated: [FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production' })],
    }),
  held: directory,
};

const credentials: Subject = {
  stack: 'pec-identity',
  declare: (app, stage) =>
    declareIdentity(app, {
      clientSecrets: [{ name: '2026-11' }],
      certificates: [{ name: 'pipeline', value: readFileSync(stage.azure.caCertificateFile, 'utf8') }],
    }),
  requests: /^\/v1\.0\/applications\/[^/]+(\/addPassword)?$/,
  held: directory,
};

const link: Subject = {
  stack: 'partner-link',
  declare: app => {
    new PartnerLinkStack(app, 'partner-link', {
      partnerId: '1234567',
      principal: { principalId: AUTOMATION.principalId, clientId: AUTOMATION.clientId, tenantId: MANAGING_TENANT },
      signIn: SignIn.oidc(),
      backend: StateBackend.local({ directory: 'state' }),
    });
  },
  held: ({ azure }) => {
    const { partnerId, state } = azure.managementPartner.linkOf(AUTOMATION.principalId, MANAGING_TENANT) ?? {};
    return { partnerId, state };
  },
};

/** Registration, a whole subscription, and resource groups of another one. */
const delegations: Subject = {
  stack: 'customer-contoso',
  declare: app => {
    const [first, second] = ['11', '12'].map(end => ({ id: `c0000000-0000-4000-8000-0000000000${end}` }));
    const subscriptions = [first, { ...second, resourceGroups: ['rg-web', 'rg-data'] }];
    declareContoso(app, { customer: customer('Contoso', 'c', { subscriptions }) });
  },
  held: stage => ({
    definitions: stage.definitions.map(({ id, properties }) => ({ id, properties })).sort(byId),
    assignments: stage.assignments.map(({ id, definition }) => ({ id, definition: definition.id })).sort(byId),
  }),
};

function byId(a: { id: string }, b: { id: string }): number {
  return a.id.localeCompare(b.id);
}

function declareIdentity(app: App, credentials: PecAutomationCredentials): void {
  new PecIdentityStack(app, 'pec-identity', {
    managingTenantId: MANAGING_TENANT,
    credentials,
    signIn: SignIn.clientSecret(),
    backend: StateBackend.local({ directory: 'state' }),
  });
}

/** What the directory holds of PEC-Automation, under whatever name an earlier try left it. */
function directory({ azure }: Stage): object {
  const seeded = EXAMPLES_WORLD.tenants[0].applications?.map(({ displayName }) => displayName) ?? [];
  const isMade = ({ attributes }: { attributes: Record<string, unknown> }) =>
    !seeded.includes(String(attributes.displayName));
  return {
    applications: azure.directory
      .all('application', MANAGING_TENANT)
      .filter(isMade)
      .map(({ attributes, owners, federatedCredentials, secrets, certificates }) => ({
        name: attributes.displayName,
        owners: [...owners],
        federatedCredentials: federatedCredentials.map(({ name, subject }) => ({ name, subject })),
        secrets: secrets.map(({ displayName }) => displayName),
        certificates: certificates.length,
      })),
    servicePrincipals: azure.directory
      .all('servicePrincipal', MANAGING_TENANT)
      .filter(isMade)
      .map(({ attributes, owners }) => ({ name: attributes.displayName, owners: [...owners] })),
  };
}

/** What the fault is about, and what it led to. */
interface Outcome {
  readonly fault: string;
  readonly end: object | string;
}

/** Applies with a fault, recovers, and looks what Azure and the state hold at the end. */
async function endAfter(subject: Subject, fault?: Fault): Promise<{ end: object; requests: RecordedRequest[] }> {
  const stage = await Stage.open({ world: WORLD });
  try {
    stage.synthesize(app => subject.declare(app, stage));
    const stack = stage.stack(subject.stack);
    await stack.init();
    if (fault) {
      stage.azure.faults.add(fault);
    }
    await applyUntilDone(stage, subject.stack);
    const requests = stage.azure.requests.matching(undefined, /^\/(v1\.0|beta|subscriptions|providers)\//);
    const { isEmpty } = await stage.stack(subject.stack).plan();
    return {
      requests: [...requests],
      end: {
        isEmpty,
        // How often somebody polls differs from run to run.
        isMet: stage.azure.faults.waiting.every(({ call = 1 }) => call > 1),
        // The registration may delete what it tried to write with; nothing else is ever deleted.
        deleted: [...new Set(requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path))].sort(),
        held: subject.held(stage),
        state: await stack.addresses(),
      },
    };
  } finally {
    await stage.close();
  }
}

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A fault for each request of an undisturbed apply; of those that differ in nothing but ids, for the first and the last. */
function faultsAt(requests: RecordedRequest[], kinds: Partial<Fault>[]): Fault[] {
  const counts = new Map<string, number>();
  for (const { method, path } of requests) {
    const pattern = path
      .replace(/[.$]/g, '\\$&')
      .replace(GUID, '[0-9a-f-]{36}')
      .replace(/(\/operationStatuses)\/.*/, '$1/[^/]+');
    const request = `${method} ${pattern}`;
    counts.set(request, (counts.get(request) ?? 0) + 1);
  }
  return [...counts]
    .flatMap(([request, count]) => [...new Set([1, count])].map(call => ({ request: request.split(' '), call })))
    .map(({ request: [method, pattern], call }, i) => ({
      fault: FaultKind.DROP_AFTER,
      ...kinds[i % kinds.length],
      method,
      route: new RegExp(`^${pattern}$`),
      call,
    }));
}

/** Tries every fault, a few at a time: mostly they wait. */
async function outcomesOf(subject: Subject, faults: Fault[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = faults.entries();
  const work = async () => {
    for (const [i, fault] of waiting) {
      const name = `${fault.fault} ${fault.status ?? ''} at ${fault.method} ${fault.route?.source} (${fault.call})`;
      const end = await endAfter(subject, fault).then(
        result => result.end,
        (error: unknown) => String(error),
      );
      outcomes[i] = { fault: name, end };
    }
  };
  await Promise.all(Array.from({ length: 3 }, work));
  return outcomes;
}

const LOST_ANSWER = [{ fault: FaultKind.DROP_AFTER }];
const OTHERS = [
  { fault: FaultKind.DROP_BEFORE },
  { fault: FaultKind.SERVER_ERROR, status: 403 },
  { fault: FaultKind.SERVER_ERROR },
  { fault: FaultKind.THROTTLE },
];

describeWithTerraform('a fault at any request of an apply: pec recover lets it go on to the same end', () => {
  const subjects = { identity, credentials, link, delegations };

  it.each(
    Object.entries(subjects).flatMap(([name, subject]) => [
      ['the answer is lost', name, subject, LOST_ANSWER] as const,
      ['refused, 403, 500 or 429', name, subject, OTHERS] as const,
    ]),
  )(
    '%s: %s',
    async (_what, _name, subject, kinds) => {
      const undisturbed = await endAfter(subject);
      expect(undisturbed.end).toMatchObject({ isEmpty: true });
      const requests = undisturbed.requests.filter(({ path }) => subject.requests?.test(path) ?? true);
      const faults = faultsAt(requests, kinds);
      expect(faults.length).toBeGreaterThan(2);
      const outcomes = await outcomesOf(subject, faults);
      expect(outcomes).toEqual(outcomes.map(({ fault }) => ({ fault, end: undisturbed.end })));
    },
    600_000,
  );
});

describeWithTerraform('an apply of the identity that was killed between request and answer', () => {
  it.each([
    ['the application', /^\/v1\.0\/applications$/],
    ['the service principal', /^\/v1\.0\/servicePrincipals$/],
  ])(
    'at %s goes on after pec recover: nothing is made twice, and a second plan has nothing to do',
    async (_what, route) => {
      const stage = await Stage.open({ world: WORLD });
      try {
        stage.synthesize(app => identity.declare(app, stage));
        const stack = stage.stack(identity.stack);
        await stack.init();
        stage.azure.faults.add({ method: 'POST', route, fault: FaultKind.SLOW, delayMilliseconds: 60_000 });
        const killed = stack.run(['apply', '-auto-approve', '-input=false']);
        while (stage.azure.requests.matching('POST', route).length === 0) {
          await sleep(50);
        }
        stack.kill();
        const { output } = await killed;
        await applyUntilDone(stage, identity.stack, output);
        expect(directory(stage)).toMatchObject({
          applications: [{ name: 'PEC-Automation', federatedCredentials: [{}] }],
          servicePrincipals: [{ name: 'PEC-Automation' }],
        });
        expect((await stage.stack(identity.stack).plan()).isEmpty).toBe(true);
      } finally {
        await stage.close();
      }
    },
  );
});

describeWithTerraform('an import that was cut off before it was checked', () => {
  it('is told from a rename: pec recover asks before an apply rewrites the application of somebody else', async () => {
    const stage = await Stage.open({ world: WORLD });
    try {
      const { stack: name } = identity;
      const declare = (displayName: string) =>
        stage.synthesize(
          app =>
            void new PecIdentityStack(app, name, {
              managingTenantId: MANAGING_TENANT,
              displayName,
              signIn: SignIn.clientSecret(),
              backend: StateBackend.local({ directory: 'state' }),
            }),
        );
      const recover = () => pec(stage, name, ['recover', name, '--apply', '--output', stage.outdir]);
      const address = 'azuread_application.pec-automation_Application_10CE84AF';
      const [{ id }] = stage.azure.directory.all('application', MANAGING_TENANT);
      declare('PEC-Automation');
      const stack = stage.stack(name);
      await stack.init();
      await stack.run(['import', address, `/applications/${id}`]);
      const foreign = await recover();
      expect([foreign.exitCode, foreign.stderr]).toEqual([1, expect.stringContaining(`state rm ${address}`)]);
      await stack.run(['state', 'rm', address]);
      await stack.run(['apply', '-auto-approve', '-input=false']);
      declare('Partner earned credit');
      expect(await recover()).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('left nothing') as string });
    } finally {
      await stage.close();
    }
  }, 120_000);
});
