import { AzureBuiltInRole } from 'cdktf-partner-earned-credit';
import { declareContoso, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD } from './fabrikam';
import { Stage } from './stage';

const OWNER = AzureBuiltInRole.of('Owner').id;
const CONTRIBUTOR = AzureBuiltInRole.CONTRIBUTOR.id;
const OPERATORS = 'f0000000-0000-4000-8000-000000000021';

type Block = Record<string, unknown>;

interface Blocks {
  readonly resource: Record<string, Record<string, Block>>;
}

function eligible(principalId: string, duration: string): Block {
  return {
    principal_id: principalId,
    role_definition_id: AzureBuiltInRole.MONITORING_CONTRIBUTOR.id,
    just_in_time_access_policy: { maximum_activation_duration: duration },
  };
}

/**
 * What the library refuses at synth, Azure refuses at apply: written behind the library's back, it reaches the reader as
 * Azure says it.
 */
describeWithTerraform('what Azure refuses is readable', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ world: CONTOSO_WORLD });
  });

  afterAll(() => stage.close());

  it.each<[string, (text: string) => string, RegExp]>([
    ['Owner', text => text.replace(CONTRIBUTOR, OWNER), /InvalidRegistrationDefinitionCreateRequest[^]*restricted/],
    [
      'a role with data actions',
      text => text.replace(CONTRIBUTOR, AzureBuiltInRole.of('Log Analytics Contributor').id),
      /InvalidRegistrationDefinitionCreateRequest[^]*data actions/,
    ],
    [
      'a role with restricted actions',
      text => text.replace(CONTRIBUTOR, AzureBuiltInRole.of('Storage Account Backup Contributor').id),
      /InvalidRegistrationDefinitionCreateRequest[^]*restricted actions/,
    ],
    [
      'User Access Administrator without delegated roles',
      text => text.replace(CONTRIBUTOR, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR.id),
      /InvalidRegistrationDefinitionCreateRequest/,
    ],
    [
      'the managing tenant of the customer itself',
      text =>
        text.replace(/"managing_tenant_id": "[^"]*"/, '"managing_tenant_id": "c0000000-0000-4000-8000-000000000001"'),
      /InvalidRegistrationDefinitionCreateRequest/,
    ],
    [
      'the client id in place of the principal id',
      text => text.replace('f0000000-0000-4000-8000-000000000002', 'f0000000-0000-4000-8000-000000000003'),
      /Error:/,
    ],
    [
      'a principal that does not exist',
      text => text.replaceAll(OPERATORS, 'f0000000-0000-4000-8000-0000000000ee'),
      /Error:/,
    ],
  ])('%s', async (_name, change, message) => {
    stage.synthesize(app => declareContoso(app));
    stage.edit('customer-contoso', change);
    const stack = stage.stack('customer-contoso');
    await stack.init();
    const { output, exitCode } = await stack.run(['apply', '-auto-approve']);
    expect(exitCode).toBe(1);
    expect(output.replace(/[\s│]+/g, ' ')).toMatch(message);
    expect(stage.definitions).toEqual([]);
  });

  it.each<[string, (definition: Block) => void, RegExp]>([
    [
      'an eligible service principal',
      definition => {
        definition.eligible_authorization = [eligible('f0000000-0000-4000-8000-000000000002', 'PT1H')];
      },
      /InvalidRegistrationDefinitionCreateRequest/,
    ],
    [
      'two policies for one role',
      definition => {
        definition.eligible_authorization = [
          eligible(OPERATORS, 'PT1H'),
          eligible('f0000000-0000-4000-8000-000000000022', 'PT2H'),
        ];
      },
      /InvalidRegistrationDefinitionCreateRequest/,
    ],
  ])('%s', async (_name, change, message) => {
    const { output, exitCode } = await applied(blocks =>
      change(Object.values(blocks.resource.azurerm_lighthouse_definition)[0]),
    );
    expect(exitCode).toBe(1);
    expect(output).toMatch(message);
    expect(stage.definitions).toEqual([]);
  });

  it('an unregistered resource provider, where registering it was declined', async () => {
    stage.azure.subscriptions.find(SUBSCRIPTION)?.unregister('Microsoft.ManagedServices');
    stage.synthesize(app => declareContoso(app, { registerResourceProvider: false }));
    const stack = stage.stack('customer-contoso');
    await stack.init();
    const { output, exitCode } = await stack.run(['apply', '-auto-approve']);
    expect(exitCode).toBe(1);
    expect(output).toContain('MissingSubscriptionRegistration');
    stage.azure.subscriptions.find(SUBSCRIPTION)?.register('Microsoft.ManagedServices');
  });

  it('a second assignment of a definition at one scope', async () => {
    const { output, exitCode } = await applied(({ resource }) => {
      const [[name, first]] = Object.entries(resource.azurerm_lighthouse_assignment);
      resource.azurerm_lighthouse_assignment[`${name}_again`] = {
        ...first,
        name: 'a0000000-0000-4000-8000-000000000001',
        depends_on: [`azurerm_lighthouse_assignment.${name}`],
      };
    });
    expect(exitCode).toBe(1);
    expect(output).toContain('Multiple registration assignments are not allowed');
  });

  /** Applies what an editor made of the synthesized Terraform; lines are joined for reading. */
  async function applied(change: (blocks: Blocks) => void): Promise<{ output: string; exitCode: number | null }> {
    stage.synthesize(app => declareContoso(app));
    stage.edit('customer-contoso', text => {
      const blocks = JSON.parse(text) as Blocks;
      change(blocks);
      return JSON.stringify(blocks);
    });
    const stack = stage.stack('customer-contoso');
    await stack.init();
    const { output, exitCode } = await stack.run(['apply', '-auto-approve']);
    return { output: output.replace(/[\s│]+/g, ' '), exitCode };
  }

  it('a pipeline without rights at the subscription', async () => {
    stage.synthesize(app => declareContoso(app));
    stage.azure.requests.clear();
    const stranger = stage.stack('customer-contoso', stage.azure.signIn('Northwind pipeline'));
    const { output, exitCode } = await stranger.run(['apply', '-auto-approve']);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/AuthorizationFailed|AADSTS700016|unauthorized_client/);
    expect(stage.azure.requests.matching('PUT', new RegExp(SUBSCRIPTION)).filter(put => put.status === 201)).toEqual(
      [],
    );
  });
});
