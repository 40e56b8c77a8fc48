import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomerStatus } from '../../lib/manifest';
import { customer, synthesized } from './portfolios';
import { folderForEachTest, pec, pecProcess } from './run-pec';

const AUTOMATION = 'f0000000-0000-4000-8000-000000000002';
const CLIENT_ID = 'f0000000-0000-4000-8000-000000000003';
const SCOPE = '/subscriptions/c0000000-0000-4000-8000-000000000011';
const DEFINITION = `azurerm_lighthouse_definition.subscription-c0000000-0000-4000-8000-000000000011_Definition_3A603330`;

/** A role that earns, and that Lighthouse refuses since it looks at data actions. */
const DATA_ACTIONS = '6cef56e8-d556-48e5-a04f-b8e64114680f';

type Attributes = Record<string, unknown>;

interface Plan {
  resource_changes: {
    address: string;
    mode?: string;
    type: string;
    change: { actions: string[]; before: Attributes | null; after: Attributes | null; after_unknown: Attributes };
    action_reason?: string;
  }[];
}

const folder = folderForEachTest();
const plan = (name: string) => join(__dirname, 'plans', `${name}.json`);
const read = (name: string) => JSON.parse(readFileSync(plan(name), 'utf8')) as Plan;

/** A plan that was changed by a test. */
function edited(name: string, edit: (changes: Plan['resource_changes']) => void): string {
  const document = read(name);
  edit(document.resource_changes);
  const file = join(folder.path, 'edited.json');
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/** What `pec guard` says of each loss: the address and what happens, what is lost, why. */
async function lossesIn(file: string, ...options: string[]): Promise<string[]> {
  const { stdout, exitCode } = await pec(['guard', file, ...options]);
  const losses = stdout
    .split('\n')
    .slice(1)
    .filter(line => !/^ {4}(cure|allow):/.test(line) && line !== '')
    .map(line => line.trim().replace(/^(lost|why): +/, ''));
  expect(exitCode).toBe(losses.some(line => !line.startsWith('note:')) ? 1 : 0);
  return losses;
}

const WITH_ROLE = `the permanent authorization of PEC-Automation (${AUTOMATION}), with a role that earns, in`;

describe('pec guard: whatever holds a delegation or the link', () => {
  it.each([
    [
      'application-registration',
      [
        'azuread_application_registration.pec is deleted',
        'the application "PEC-Automation"; with it if it is PEC-Automation, the credit from every customer',
        'it is declared no more',
      ],
    ],
    [
      'azapi-delegation',
      [
        'azapi_resource.definition is deleted',
        `the delegation of ${SCOPE}; with it its credit`,
        'it is declared no more',
      ],
    ],
    [
      'request-delegation',
      [
        'azapi_resource_action.definition is updated in place',
        `${WITH_ROLE} the delegation of ${SCOPE}; with it its credit`,
        'the offer, or the customer, does not declare it any more',
      ],
    ],
    [
      'request-delete',
      [
        'azapi_resource_action.method sends DELETE',
        `the delegation of ${SCOPE}; with it its credit`,
        'its method is DELETE',
        'azapi_resource_action.unlink sends DELETE',
        'the link to Partner ID 1234567; with it the credit from every customer',
        'its method is DELETE',
      ],
    ],
    [
      'request-link',
      [
        'azapi_resource_action.link is replaced: deleted, and made anew',
        'the link to Partner ID 1234567; with it the credit from every customer',
        'Terraform cannot change resource_id ("/providers/Microsoft.ManagementPartner/partners/1234567" → ' +
          '"/providers/Microsoft.ManagementPartner/partners/7654321") in place',
      ],
    ],
    [
      'template-deployment',
      [
        'azurerm_subscription_template_deployment.offer is updated in place',
        `${WITH_ROLE} the delegating template deployment "lighthouse"; with it its credit`,
        'the offer, or the customer, does not declare it any more',
      ],
    ],
    [
      'policy',
      [
        'azurerm_management_group_policy_assignment.lighthouse is updated in place',
        'the use of the delegating policy "lighthouse"; with it the credit of the subscriptions that it delegates',
        'enforce becomes false',
        'azurerm_management_group_policy_assignment.lighthouse is updated in place',
        `${WITH_ROLE} the delegating policy "lighthouse"; with it the credit of the subscriptions that it delegates`,
        'what it holds then is Reader, which Partner Center lists as not eligible',
      ],
    ],
    [
      'principal-disabled',
      [
        'azuread_service_principal.pec is updated in place',
        `the use of the service principal "PEC-Automation" (${AUTOMATION}); with it if it is PEC-Automation, ` +
          'the credit from every customer, because delegations name its id',
        'account_enabled becomes false',
      ],
    ],
  ])('%s', async (name, losses) => {
    expect(await lossesIn(plan(name))).toEqual(losses);
    expect(await lossesIn(plan(name), '--automation', AUTOMATION)).toEqual(losses);
  });

  it.each([
    ['azapi_resource_action', { method: 'PUT' }],
    ['azapi_update_resource', { method: undefined }],
  ])('stays in Azure when a %s goes, which sends nothing', async (type, attributes) => {
    const gone = edited('request-delegation', ([resource]) => {
      Object.assign(resource, { type });
      resource.change = {
        actions: ['delete'],
        before: { ...resource.change.before, ...attributes },
        after: null,
        after_unknown: {},
      };
    });
    expect((await lossesIn(gone))[1]).toBe(`Terraform's hold on the delegation of ${SCOPE}, which stays in Azure`);
  });

  it.each([
    ['apply', ['delete'], 0],
    ['destroy', ['delete'], 1],
    ['destroy', ['update'], 0],
    ['apply', ['update'], 1],
  ])('goes by DELETE when it is sent: on %s, %s', async (when, actions, exitCode) => {
    const file = edited('request-delete', changes => {
      changes.pop();
      const request = { ...changes[0].change.after, method: 'DELETE', when };
      changes[0].change = {
        ...changes[0].change,
        actions,
        before: request,
        after: actions[0] === 'delete' ? null : request,
      };
    });
    expect((await pec(['guard', file])).exitCode).toBe(exitCode);
  });

  it('does not depend on what azapi only reads', async () => {
    const file = edited('request-link', ([{ change }]) => Object.assign(change.before ?? {}, { method: 'GET' }));
    expect((await pec(['guard', file])).exitCode).toBe(0);
  });

  it.each([
    ['azurerm_subscription_template_deployment', undefined, "Terraform's hold on the delegating template deployment"],
    [
      'azurerm_resource_group_template_deployment',
      'lighthouse',
      'the delegating template deployment "lighthouse"; with',
    ],
  ])('may stay when a deployment goes: %s', async (type, group, lost) => {
    const file = edited('template-deployment', ([resource]) => {
      Object.assign(resource, { type });
      Object.assign(resource.change, { actions: ['delete'], after: null });
      resource.change.before = { ...resource.change.before, resource_group_name: group };
    });
    expect((await lossesIn(file))[1]).toContain(lost);
  });

  it('is no deployment or policy of something else', async () => {
    const other = (name: string, from: RegExp) =>
      edited(name, changes =>
        changes.forEach(({ change }) => {
          change.actions = ['delete'];
          change.before = JSON.parse(JSON.stringify(change.before).replace(from, 'other')) as Attributes;
          change.after = null;
        }),
      );
    expect((await pec(['guard', other('template-deployment', /Microsoft.ManagedServices/g)])).exitCode).toBe(0);
    expect((await pec(['guard', other('policy', /Microsoft.ManagedServices|managedByAuthorizations/g)])).exitCode).toBe(
      0,
    );
  });

  it('is no policy that denies delegations', async () => {
    const rule = {
      if: { field: 'type', equals: 'Microsoft.ManagedServices/registrationDefinitions' },
      then: { effect: 'deny' },
    };
    const file = edited('policy', changes => {
      changes.splice(1);
      changes[0].change.actions = ['delete'];
      changes[0].change.before = { ...changes[0].change.before, policy_rule: JSON.stringify(rule) };
    });
    expect((await pec(['guard', file])).exitCode).toBe(0);
  });

  it('is the assignment of a policy that says nothing of delegations itself', async () => {
    const file = edited('policy', ([, { change }]) => {
      change.actions = ['delete'];
      change.before = { ...change.before, parameters: '{}' };
      change.after = null;
    });
    expect((await lossesIn(file))[0]).toBe('azurerm_management_group_policy_assignment.lighthouse is deleted');
  });
});

describe('pec guard: the role of PEC-Automation', () => {
  const withRole = (role: string) =>
    edited('without-automation', changes => {
      const { change } = changes.find(({ address }) => address === DEFINITION) ?? changes[0];
      const [reader, contributor, automation] = (change.before?.authorization ?? []) as Attributes[];
      change.after = {
        ...change.before,
        authorization: [reader, contributor, { ...automation, role_definition_id: role }],
      };
    });

  it.each([
    ['does not earn', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader, which Partner Center lists as not eligible'],
    ['cannot be delegated', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner, which Azure Lighthouse does not delegate'],
    ['is not listed', '4a9ae827-6dc8-4573-8ac7-8239d42aa03f', 'Tag Contributor, which Partner Center does not list'],
    [
      'is not known',
      '00000000-0000-4000-8000-00000000abcd',
      '00000000-0000-4000-8000-00000000abcd, which this version of pec does not know',
    ],
  ])('is lost if the new one %s', async (_which, role, shortcoming) => {
    expect((await lossesIn(withRole(role)))[2]).toBe(`what it holds then is ${shortcoming}`);
    expect((await lossesIn(withRole(role), '--automation', AUTOMATION))[2]).toContain(shortcoming);
  });

  it.each([
    ['a GUID', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
    ['a full id', '/providers/Microsoft.Authorization/roleDefinitions/B24988AC-6180-42A0-AB88-20F7382DD24C'],
  ])('may be another one that earns, written as %s', async (_form, role) => {
    expect((await pec(['guard', withRole(role), '--automation', AUTOMATION])).exitCode).toBe(0);
  });

  it('may stay as it is, even if Azure would not delegate it again', async () => {
    const file = edited('without-automation', changes => {
      const { change } = changes.find(({ address }) => address === DEFINITION) ?? changes[0];
      const held = { principal_id: AUTOMATION, role_definition_id: DATA_ACTIONS };
      change.before = { ...change.before, authorization: [held] };
      change.after = { ...change.before, description: 'another', authorization: [held] };
    });
    expect((await pec(['guard', file, '--automation', AUTOMATION])).exitCode).toBe(0);
    expect((await lossesIn(withRole(DATA_ACTIONS)))[2]).toContain('which Azure Lighthouse does not delegate');
  });

  it('counts as lost where it becomes eligible, or where the plan does not know it yet', async () => {
    expect((await lossesIn(plan('eligible')))[2]).toBe('the offer, or the customer, does not declare it any more');
    expect((await lossesIn(plan('unknown-role')))[2]).toBe(
      'the plan does not know yet who is authorized: an id is known after apply only, or computed',
    );
  });

  it('may be of a principal that is enabled again', async () => {
    const enabled = edited('principal-disabled', ([{ change }]) => {
      [change.before, change.after] = [change.after, change.before];
    });
    expect((await pec(['guard', enabled])).exitCode).toBe(0);
    const still = edited('principal-disabled', ([{ change }]) => Object.assign(change, { before: change.after }));
    expect((await pec(['guard', still])).exitCode).toBe(0);
    const unknown = edited('principal-disabled', ([{ change }]) => {
      change.after = { ...change.after, account_enabled: undefined };
      change.after_unknown = { account_enabled: true };
    });
    expect((await lossesIn(unknown, '--automation', AUTOMATION))[2]).toBe('account_enabled is known after apply only');
  });

  it('may go from somebody whose role never earned', async () => {
    const file = edited('without-automation', changes =>
      changes.forEach(({ change }) => {
        const list = change.before?.authorization as Attributes[] | undefined;
        list?.forEach(held => Object.assign(held, { role_definition_id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' }));
      }),
    );
    expect((await pec(['guard', file])).exitCode).toBe(0);
  });
});

describe('pec guard: who is authorized in a template', () => {
  const template = (parameters: unknown, before: unknown, after: unknown) =>
    edited('template-deployment', ([{ change }]) => {
      const given = (value: unknown) => JSON.stringify(value);
      const content = given({ parameters, resources: [{ type: 'Microsoft.ManagedServices/registrationDefinitions' }] });
      change.before = { name: 'offer', template_content: content, parameters_content: given(before) };
      change.after = { name: 'offer', template_content: content, parameters_content: given(after) };
    });
  const AUTHORIZATION = { principalId: AUTOMATION, roleDefinitionId: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e' };

  it('is not told by a default that is not used', async () => {
    const file = template(
      { authorizations: { type: 'array', defaultValue: [AUTHORIZATION] } },
      {},
      { authorizations: { value: [] } },
    );
    expect((await lossesIn(file))[2]).toBe('the offer, or the customer, does not declare it any more');
  });

  it('is told by parameters, each in its place', async () => {
    const authorizations = { value: [{ ...AUTHORIZATION, principalId: "[parameters('principal')]" }] };
    const names = (value: string) => ({ authorizations, principal: { value } });
    expect((await lossesIn(template({}, names(AUTOMATION), names(CLIENT_ID))))[1]).toContain(AUTOMATION);
  });

  it('is nobody who has to activate the role first', async () => {
    const permanent = { access: { value: [AUTHORIZATION] } };
    const eligible = { access: { value: [{ ...AUTHORIZATION, justInTimeAccessPolicy: {} }] } };
    expect((await lossesIn(template({}, permanent, eligible)))[1]).toContain(AUTOMATION);
  });

  it('does not matter as long as the principal that was named stays', async () => {
    const names = (text: string) => ({
      a: { value: [AUTHORIZATION, { ...AUTHORIZATION, principalId: `[concat('${text}')]` }] },
    });
    const file = template({}, names('x'), names('y'));
    expect((await pec(['guard', file, '--automation', AUTOMATION])).exitCode).toBe(0);
    expect((await pec(['guard', file])).exitCode).toBe(1);
  });

  it('is not known where the template computes it', async () => {
    const names = (text: string) => ({ a: { value: [{ ...AUTHORIZATION, principalId: `[concat('${text}')]` }] } });
    expect((await lossesIn(template({}, names('x'), names('y')))).slice(1)).toEqual([
      'the permanent authorization of whoever the template computes, with a role that earns, in ' +
        'the delegating template deployment "offer"; with it its credit',
      'the plan does not know yet who is authorized: an id is known after apply only, or computed',
    ]);
    expect((await pec(['guard', template({}, names('x'), names('x'))])).exitCode).toBe(0);
  });
});

describe('pec guard --automation', () => {
  it('counts for nothing if no delegation has the id: everybody counts, and a message says so', async () => {
    const wrong = 'f0000000-0000-4000-8000-000000000009';
    const { stdout, stderr, exitCode } = await pec(['guard', plan('without-automation'), '--automation', wrong]);
    expect([exitCode, stderr]).toEqual([
      1,
      `pec: --automation ${wrong}: no delegation here authorizes it permanently, so everybody counts who holds a role ` +
        'that earns; expected the object id of the service principal, not its client id\n',
    ]);
    expect(stdout).toContain(WITH_ROLE);
  });

  it('says which of several ids no delegation has', async () => {
    const wrong = 'f0000000-0000-4000-8000-000000000009';
    const ids = ['--automation', wrong, '--automation', AUTOMATION];
    expect(await pec(['guard', plan('nothing-to-do'), ...ids])).toMatchObject({
      stderr: `pec: --automation ${wrong}: no delegation here authorizes it permanently; expected the object id of the service principal, not its client id\n`,
      exitCode: 0,
    });
  });

  it.each([
    [CLIENT_ID, 'client id'],
    ['f0000000-0000-4000-8000-000000000009', 'object id of the application'],
  ])('is refused if a plan shows that it is something else: %s', async (id, kind) => {
    const file = edited('unrelated-application', ([, application]) =>
      Object.assign(application.change.before ?? {}, { object_id: 'f0000000-0000-4000-8000-000000000009' }),
    );
    expect(await pec(['guard', file, '--automation', id])).toEqual({
      stdout: '',
      stderr: `pec: --automation ${id} is the ${kind} of "PEC-Automation"; expected the object id of its service principal\n`,
      exitCode: 2,
    });
  });

  it('lets an application of somebody else go', async () => {
    expect(await pec(['guard', plan('unrelated-application'), '--automation', AUTOMATION])).toEqual({
      stdout: `${plan('unrelated-application')}: nothing is lost; looked at 2 applications, 1 service principal for ${AUTOMATION}\n`,
      stderr: '',
      exitCode: 0,
    });
    expect((await pec(['guard', plan('unrelated-application')])).exitCode).toBe(1);
  });

  it('lets a service principal of somebody else go, but none without an id', async () => {
    const other = (id: string | undefined) =>
      edited('principal-disabled', ([{ change }]) => Object.assign(change.before ?? {}, { object_id: id }));
    expect((await pec(['guard', other(CLIENT_ID.replace('3', '4')), '--automation', AUTOMATION])).exitCode).toBe(0);
    expect((await pec(['guard', other(undefined), '--automation', AUTOMATION])).exitCode).toBe(1);
  });

  it('notes an application of which the plan does not tell whose it is', async () => {
    const alone = edited('unrelated-application', changes => changes.splice(1));
    expect(await lossesIn(alone, '--automation', AUTOMATION)).toEqual([
      'note: azuread_application.dashboard is deleted; the plan does not tell whether --automation means it',
    ]);
  });

  it.each([
    ['278236bc-286a-4e95-a5db-ee81fd0a9aad', 2],
    [AUTOMATION, 0],
  ])('tells application and service principal by the ids in the plan: %s', async (id, losses) => {
    const { stdout } = await pec(['guard', plan('identity-destroy'), '--automation', id]);
    expect(stdout.match(/ is deleted$/gm) ?? []).toHaveLength(losses);
  });
});

describe('pec guard: plans of every form', () => {
  it('looks at what no mode is said of, and not at what is only read', async () => {
    const withMode = (mode: string | undefined) =>
      edited('offboard', changes => changes.forEach(change => Object.assign(change, { mode })));
    expect((await pec(['guard', withMode(undefined)])).exitCode).toBe(1);
    expect((await pec(['guard', withMode('data')])).exitCode).toBe(0);
  });

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the other way round', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('reads %s, from stdin too', async (_encoding, encode) => {
    const file = join(folder.path, 'plan.json');
    writeFileSync(file, encode(readFileSync(plan('offboard'), 'utf8')));
    expect((await pec(['guard', file])).exitCode).toBe(1);
    expect(pecProcess(['guard', '-'], readFileSync(file) as never)).toMatchObject({
      stdout: expect.stringContaining('stdin: 2 losses\n') as string,
      exitCode: 1,
    });
  });

  it('explains a replacement that forgets the old one', async () => {
    expect((await lossesIn(plan('create-forget'))).slice(3)).toEqual([
      `${DEFINITION} is replaced: made anew, and the old one forgotten`,
      `Terraform's hold on the delegation "Fabrikam Managed Services" of ${SCOPE}, which stays in Azure beside the new one, or in its way`,
      'Terraform cannot change name ("Fabrikam Managed Services" → "Renamed") in place',
    ]);
  });

  it('says what is deferred, and does not take it for what -target leaves out', async () => {
    expect(await lossesIn(plan('deferred'))).toEqual([
      'note: Terraform defers 2 of the resources to a later plan, because it does not know enough yet; ' +
        `credit depends on ${DEFINITION}; guard that plan as well`,
    ]);
  });

  it('lets delegations of an offboarded customer go from modules', async () => {
    const output = synthesized(folder.path, customer('contoso', { status: CustomerStatus.OFFBOARDED }));
    const options = ['--stack', 'customer-contoso', '--output', output];
    expect(await pec(['guard', plan('offboard-module'), ...options])).toMatchObject({ exitCode: 0 });
    expect(await pec(['guard', plan('policy'), ...options])).toMatchObject({ exitCode: 1 });
  });
});
