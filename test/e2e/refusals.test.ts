import { AzureBuiltInRole } from 'cdktf-partner-earned-credit';
import { declareContoso, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD } from './fabrikam';
import { Stage } from './stage';

const OWNER = AzureBuiltInRole.of('Owner').id;
const CONTRIBUTOR = AzureBuiltInRole.CONTRIBUTOR.id;
const OPERATORS = 'f0000000-0000-4000-8000-000000000021';

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

  it('a pipeline without rights at the subscription', async () => {
    stage.synthesize(app => declareContoso(app));
    const stranger = stage.stack('customer-contoso', stage.azure.signIn('Northwind pipeline'));
    const { output, exitCode } = await stranger.run(['apply', '-auto-approve']);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/AuthorizationFailed|AADSTS700016|unauthorized_client/);
    expect(stage.azure.requests.matching('PUT', new RegExp(SUBSCRIPTION)).filter(put => put.status === 201)).toEqual(
      [],
    );
  });
});
