import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomerStatus } from '../../lib/manifest';
import { customer, synthesized } from './portfolios';
import { folderForEachTest, pec } from './run-pec';

/** What real Terraform 1.11 said of real plans against the emulated Azure, reduced by hand. */
const PLANS = join(__dirname, 'plans');
const AUTOMATION = 'f0000000-0000-4000-8000-000000000002';
const CONTOSO = 'subscription-c0000000-0000-4000-8000-000000000011';
const DEFINITION = `azurerm_lighthouse_definition.${CONTOSO}_Definition_3A603330`;
const ASSIGNMENT = `azurerm_lighthouse_assignment.${CONTOSO}_Assignment_53EE5189`;
const SUPPORT_REQUEST = 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e';
const LOOKED_AT = 'looked at 1 delegation, 1 assignment';
const SCOPE = '/subscriptions/c0000000-0000-4000-8000-000000000011';

interface Plan {
  resource_changes: { address: string; type: string; change: Record<string, unknown>; [member: string]: unknown }[];
  [member: string]: unknown;
}

const folder = folderForEachTest();
const plan = (name: string) => join(PLANS, `${name}.json`);

/** A plan that was changed by a test. */
function edited(name: string, edit: (plan: Plan) => void): string {
  const document = JSON.parse(readFileSync(plan(name), 'utf8')) as Plan;
  edit(document);
  const file = join(folder.path, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

describe('pec guard', () => {
  it.each([
    ['nothing-to-do', LOOKED_AT],
    ['offboarded', 'credit depends on nothing in it'],
  ])('lets a plan pass that takes nothing away, and says what it looked at: %s', async (name, looks) => {
    expect(await pec(['guard', plan(name)])).toEqual({
      stdout: `${plan(name)}: nothing is lost; ${looks}\n`,
      stderr: '',
      exitCode: 0,
    });
  });

  it.each([['delete'], ['delete', 'create'], ['forget']])(
    'lets the registration of the resource provider go: %s %s',
    async (...actions) => {
      const definitions = `${SCOPE}/providers/Microsoft.ManagedServices/registrationDefinitions`;
      const file = edited('nothing-to-do', ({ resource_changes }) =>
        ['Register', 'Probe', 'Registered'].forEach((part, i) =>
          resource_changes.push({
            address: `azapi_resource_action.managed-services_${part}`,
            mode: 'managed',
            type: 'azapi_resource_action',
            change: {
              actions,
              before: {
                method: ['POST', 'PUT', 'DELETE'][i],
                type: 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01',
                resource_id: i === 0 ? SCOPE : `${definitions}/51c07e4a-822f-5e21-ba7a-bfb141c53c25`,
              },
              after: null,
            },
          }),
        ),
      );
      expect(await pec(['guard', file])).toEqual({
        stdout: `${file}: nothing is lost; ${LOOKED_AT}\n`,
        stderr: '',
        exitCode: 0,
      });
    },
  );

  it('says what is lost, why, and how to cure or allow it', async () => {
    const { stdout, stderr, exitCode } = await pec(['guard', plan('renamed')]);
    expect([stderr, exitCode]).toEqual(['', 1]);
    expect(stdout.split('\n').slice(1)).toEqual([
      `  ${ASSIGNMENT} is replaced: deleted, and made anew`,
      `    lost:  the delegation of ${SCOPE}; with it its credit`,
      '    why:   its definition is replaced',
      '    cure:  keep the definition, and it stays',
      `    allow: --allow '${ASSIGNMENT}'`,
      `  ${DEFINITION} is replaced: deleted, and made anew`,
      `    lost:  the delegation "Fabrikam Managed Services" of ${SCOPE}; with it its credit`,
      '    why:   Terraform cannot change name ("Fabrikam Managed Services" → "Renamed") in place',
      '    cure:  leave name as it was',
      `    allow: --allow '${DEFINITION}'`,
      '',
    ]);
  });

  it.each([
    ['offboard', 'is deleted', 'it is declared no more', '"status: offboarded" lets it go'],
    ['tainted', 'is replaced', 'an earlier apply was interrupted', 'run "pec recover" for its stack, then plan again'],
    ['forget', 'leaves the state', 'a block "removed" says so', 'take the block out'],
    ['without-automation', 'is updated in place', 'does not declare it any more', 'declare it again, permanently'],
  ])('refuses %s', async (name, what, why, cure) => {
    const { stdout, exitCode } = await pec(['guard', plan(name)]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`  ${DEFINITION} ${what}`);
    expect(stdout).toContain(why);
    expect(stdout).toContain(cure);
  });

  it.each([
    ['replace_by_request', ['delete', 'create'], 'plan without -replace'],
    ['replace_by_triggers', ['create', 'delete'], 'take replace_triggered_by out'],
    ['delete_because_each_key', ['delete'], 'delete because each key'],
    ['a_reason_of_tomorrow', ['create', 'forget'], "Terraform's hold on"],
    [undefined, ['delete'], 'plan without -destroy'],
    [undefined, ['delete', 'create'], 'Terraform gives no reason'],
  ])('refuses for the reason %s', async (reason, actions, text) => {
    const file = edited('tainted', ({ resource_changes: changes }) => {
      const definition = changes.find(({ address }) => address === DEFINITION);
      Object.assign(definition ?? {}, { action_reason: reason });
      Object.assign(definition?.change ?? {}, { actions });
    });
    const { stdout, exitCode } = await pec(['guard', '--allow', ASSIGNMENT, file]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(text);
  });

  it('refuses to delete what an interrupted replacement left behind: with fixed ids it may be the one in use', async () => {
    const file = edited('offboard', ({ resource_changes: [first] }) => Object.assign(first, { deposed: '0a1b2c3d' }));
    expect((await pec(['guard', file])).stdout).toContain('look in Azure whether it is the one that is in use');
  });

  it('guards the partner admin link, but no other resource of azapi', async () => {
    const { stdout, exitCode } = await pec(['guard', plan('link-replaced')]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the link to Partner ID 1234567; with it the credit from every customer');
    const other = edited('link-replaced', ({ resource_changes: changes }) =>
      changes.forEach(({ change }) => {
        change.before = { type: 'Microsoft.Resources/tags@2024-03-01', name: 'default' };
      }),
    );
    expect((await pec(['guard', other])).exitCode).toBe(0);
  });

  it('guards application and service principal', async () => {
    const { stdout, exitCode } = await pec(['guard', plan('identity-destroy')]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/the application "PEC-Automation"; with it .*\n/);
    expect(stdout).toMatch(
      /the service principal "PEC-Automation" \(\S+\); with it .*because delegations name its id\n/,
    );
  });

  it('tells what somebody else took away, which this plan cures', async () => {
    expect(await pec(['guard', plan('drift')])).toEqual({
      stdout:
        `${plan('drift')}: nothing is lost; ${LOOKED_AT}\n  note: ${ASSIGNMENT} was removed outside Terraform: ` +
        `the delegation of ${SCOPE}; this plan makes it again\n`,
      stderr: '',
      exitCode: 0,
    });
    const withdrawn = edited('without-automation', document => {
      document.resource_drift = document.resource_changes;
      document.resource_changes = [];
    });
    expect(await pec(['guard', withdrawn])).toMatchObject({
      stdout: expect.stringContaining(`${DEFINITION} was changed outside Terraform: the permanent auth`) as string,
      exitCode: 0,
    });
  });

  it('does not say that a plan makes again what it only makes elsewhere, or does something else with', async () => {
    for (const [address, action] of [
      ['azurerm_lighthouse_assignment.other', 'create'],
      [ASSIGNMENT, 'no-op'],
    ]) {
      const elsewhere = edited('drift', ({ resource_changes: changes }) => {
        const assignment = changes.find(change => change.address === ASSIGNMENT);
        Object.assign(assignment ?? {}, { address });
        Object.assign(assignment?.change ?? {}, { actions: [action] });
      });
      expect((await pec(['guard', elsewhere])).stdout).toMatch(
        /\n {2}note: .* was removed outside Terraform: the delegation of \S+\n$/,
      );
    }
  });

  it('says nothing of what went outside Terraform if no credit depends on it', async () => {
    const other = edited('drift', document =>
      (document.resource_drift as Plan['resource_changes']).forEach(drift => (drift.type = 'azurerm_resource_group')),
    );
    expect((await pec(['guard', other])).stdout).toBe(`${other}: nothing is lost; ${LOOKED_AT}\n`);
  });

  it('names the values that force a replacement, as far as the plan knows them', async () => {
    const why = async (before: unknown, after: unknown) => {
      const file = edited('renamed', ({ resource_changes: changes }) => {
        const { change } = changes.find(({ address }) => address === DEFINITION) ?? changes[0];
        change.before = { ...(change.before as object), name: before };
        change.after = { ...(change.after as object), name: after };
      });
      return (await pec(['guard', file])).stdout;
    };
    expect(await why('Offer', undefined)).toContain('cannot change name ("Offer" → known after apply) in place');
    expect(await why(undefined, 'Offer')).toContain('cannot change name (nothing → "Offer") in place');
  });

  it('does not mind data sources', async () => {
    const read = edited('offboard', ({ resource_changes: changes }) => changes.forEach(each => (each.mode = 'data')));
    expect((await pec(['guard', read])).stdout).toBe(`${read}: nothing is lost; credit depends on nothing in it\n`);
  });

  it('guards the authorizations of delegations alone', async () => {
    const other = edited('without-automation', ({ resource_changes: changes }) =>
      changes.forEach(change => (change.type = 'somebody_elses')),
    );
    expect((await pec(['guard', other])).stdout).toBe(`${other}: nothing is lost; credit depends on nothing in it\n`);
  });

  it('names who loses a permanent authorization', async () => {
    expect((await pec(['guard', plan('without-automation')])).stdout).toContain(
      `lost:  the permanent authorization of PEC-Automation (${AUTOMATION}), with a role that earns, in the delegation ` +
        `"Fabrikam Managed Services" of ${SCOPE}; with it its credit\n`,
    );
    const nameless = edited('without-automation', ({ resource_changes: changes }) => {
      const { change } = changes.find(({ address }) => address === DEFINITION) ?? changes[0];
      const { authorization } = change.before as { authorization: Record<string, unknown>[] };
      authorization.forEach(each => (each.principal_display_name = null));
    });
    expect((await pec(['guard', nameless])).stdout).toContain(`authorization of ${AUTOMATION}, with`);
  });

  it('notes that a plan with -target does not tell everything', async () => {
    const targeted = edited('nothing-to-do', document => Object.assign(document, { complete: false }));
    expect((await pec(['guard', targeted])).stdout).toContain('note: the plan leaves resources out, as with -target');
  });
});

describe('pec guard: the authorization of PEC-Automation', () => {
  const file = plan('without-automation');

  it('counts alone if its id is given', async () => {
    expect((await pec(['guard', file, '--automation', AUTOMATION.toUpperCase()])).exitCode).toBe(1);
    const onlyOperators = edited('without-automation', ({ resource_changes: changes }) => {
      const change = changes.find(({ address }) => address === DEFINITION)?.change as Record<
        'before' | 'after',
        object
      >;
      [change.before, change.after] = [
        change.before,
        { ...change.before, authorization: [{ principal_id: AUTOMATION, role_definition_id: SUPPORT_REQUEST }] },
      ];
    });
    expect(await pec(['guard', onlyOperators, '--automation', AUTOMATION])).toEqual({
      stdout: `${onlyOperators}: nothing is lost; ${LOOKED_AT} for ${AUTOMATION}\n`,
      stderr: '',
      exitCode: 0,
    });
    expect((await pec(['guard', onlyOperators])).exitCode).toBe(1);
  });

  it.each([
    ['one of them', [{ principal_id: true }]],
    ['all of them', true],
  ])('is not taken for granted where the plan does not know yet who is authorized: %s', async (_which, unknown) => {
    const unclear = edited('without-automation', ({ resource_changes: changes }) => {
      const { change } = changes.find(({ address }) => address === DEFINITION) ?? changes[0];
      change.after_unknown = { authorization: unknown };
      change.after = { authorization: unknown === true ? null : [{ principal_id: null }] };
    });
    const { stdout, exitCode } = await pec(['guard', unclear]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the plan does not know yet who is authorized');
  });
});

describe('pec guard --automation', () => {
  it('takes nothing but the id of an object', async () => {
    expect(await pec(['guard', plan('nothing-to-do'), '--automation', AUTOMATION, '--automation', 'PEC'])).toEqual({
      stdout: '',
      stderr: 'pec: --automation PEC: expected the object id of PEC-Automation (GUID)\n',
      exitCode: 2,
    });
  });
});

describe('pec guard --allow', () => {
  it('counts what is lost and what is allowed', async () => {
    expect((await pec(['guard', plan('offboard'), '--allow', DEFINITION])).stdout).toMatch(/: 1 loss, 1 allowed\n/);
    expect((await pec(['guard', plan('offboard')])).stdout).toMatch(/: 2 losses\n/);
  });

  it('allows by address, each by its own', async () => {
    expect((await pec(['guard', plan('offboard'), '--allow', DEFINITION])).exitCode).toBe(1);
    expect(await pec(['guard', plan('offboard'), '--allow', DEFINITION, '--allow', ASSIGNMENT])).toMatchObject({
      stdout: `${plan('offboard')}: 2 allowed\n  allowed: ${ASSIGNMENT} is deleted\n  allowed: ${DEFINITION} is deleted\n`,
      exitCode: 0,
    });
  });

  it.each([
    ['azurerm_lighthouse_*', 0],
    ['*', 0],
    [`*.${CONTOSO}_*`, 0],
    ['azurerm_lighthouse_', 1],
    ['azurerm.lighthouse.*', 1],
    ['definition', 1],
  ])('understands %s', async (pattern, exitCode) => {
    expect((await pec(['guard', '--allow', pattern, plan('offboard')])).exitCode).toBe(exitCode);
  });

  it('lets the delegations of an offboarded customer go, and of nobody else', async () => {
    const output = synthesized(folder.path, {
      ...customer('contoso', { status: CustomerStatus.OFFBOARDED }),
      ...customer('northwind'),
    });
    const guard = (stack: string, name: string) => pec(['guard', plan(name), '--stack', stack, '--output', output]);
    expect(await guard('customer-contoso', 'offboard')).toMatchObject({
      stdout: expect.stringContaining(': 2 allowed; contoso is offboarded\n') as string,
      exitCode: 0,
    });
    expect((await guard('customer-northwind', 'offboard')).exitCode).toBe(1);
    expect((await guard('customer-contoso', 'link-replaced')).exitCode).toBe(1);
    expect(await guard('customer-adatum', 'offboard')).toMatchObject({
      stderr: 'pec: customer-adatum is no stack of the portfolio; "pec stacks" lists them\n',
      exitCode: 2,
    });
  });
});

describe('pec guard: what is no sound plan never passes', () => {
  it.each([
    [
      'failed',
      /is a plan that failed; cure what "terraform plan" reported, with "pec recover" after an interrupted apply/,
    ],
    ['refresh-only', /does not say what happens to the resources; plan again, without -refresh-only/],
  ])('%s', async (name, message) => {
    const { stdout, stderr, exitCode } = await pec(['guard', plan(name)]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
  });

  it.each([
    ['', 'is not JSON'],
    ['{"@level":"info"}\n{"@level":"info"}', 'is not JSON (line 2, column 1); make it with "terraform plan -out FILE"'],
    ['null', 'is no plan'],
    ['[]', 'is no plan'],
    ['{}', 'is no plan'],
    ['{"format_version":"1.0","values":{}}', 'is a state, not a plan'],
    ['{"format_version":"1.0","terraform_version":"1.11.4"}', 'is no plan'],
    ['{"format_version":"2.0","planned_values":{}}', 'has format 2.0, and this version of pec reads format 1'],
    [
      '{"format_version":"1.2","planned_values":{},"resource_changes":{}}',
      'lists changes in a form that pec does not know',
    ],
    [
      '{"format_version":"1.2","planned_values":{},"resource_changes":null}',
      'lists changes in a form that pec does not know: resource_changes; update the package',
    ],
    [
      '{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a"}]}',
      'lists changes in a form that pec does not know',
    ],
  ])('%s', async (text, message) => {
    const file = join(folder.path, 'plan.json');
    writeFileSync(file, text);
    const { stdout, stderr, exitCode } = await pec(['guard', file]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(`pec: ${file} ${message}`);
  });

  it.each(['resource_changes', 'resource_drift'])('an action in %s that Terraform does not know', async member => {
    const withActions = (actions: unknown[]) =>
      edited('nothing-to-do', document => {
        const change = { actions, before: null, after: null };
        document[member] = [{ address: ASSIGNMENT, mode: 'managed', type: 'azurerm_lighthouse_assignment', change }];
      });
    for (const actions of [['destroyed'], ['no-op', 'destroyed'], ['delete,create'], [null], [['no-op']], []]) {
      const file = withActions(actions);
      expect(await pec(['guard', file])).toEqual({
        stdout: '',
        stderr: `pec: ${file} lists changes in a form that pec does not know: ${member}[0].change.actions; update the package\n`,
        exitCode: 2,
      });
    }
    for (const action of ['no-op', 'create', 'read', 'update', 'delete', 'forget', 'open']) {
      expect((await pec(['guard', '--allow', '*', withActions([action])])).exitCode).toBe(0);
    }
  });

  it('judges the others all the same', async () => {
    const { stdout, exitCode } = await pec(['guard', plan('offboard'), plan('failed'), plan('nothing-to-do')]);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('offboard.json: 2 losses\n');
    expect(stdout).toContain('nothing-to-do.json: nothing is lost; looked at');
  });

  it('a file that is not there, which hides no other', async () => {
    const file = join(folder.path, 'plan.json');
    expect(await pec(['guard', file, plan('nothing-to-do')])).toEqual({
      stdout: `${plan('nothing-to-do')}: nothing is lost; ${LOOKED_AT}\n`,
      stderr: `pec: ${file} cannot be read: it does not exist; make it with "terraform show -json"\n`,
      exitCode: 2,
    });
  });

  it('each plan kept here is looked at by a test', () => {
    const source = ['guard.test.ts', 'guard-holders.test.ts']
      .map(file => readFileSync(join(__dirname, file), 'utf8'))
      .join();
    const names = readdirSync(PLANS).map(file => file.replace('.json', ''));
    expect(names.filter(name => !source.includes(`'${name}'`))).toEqual([]);
  });
});
