import { readApplyLog } from '../../lib/command-line/recover/log';
import { explainRefusals } from '../../lib/command-line/recover/refusals';

const SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000011';
const REGISTER = `azapi_resource_action.managed-services-${SUBSCRIPTION}_Register_62CC60C6`;

/** What real Terraform 1.11 with azapi 2.12 printed against the emulated Azure, the answer aside. */
const refused = (answer: string) => `${REGISTER}: Creating...

Error: Failed to perform action

  with ${REGISTER},
  on cdk.tf.json line 105, in resource.${REGISTER}:
 105:       },

performing action providers/Microsoft.ManagedServices/register of "Resource:
(ResourceId \\"/subscriptions/${SUBSCRIPTION}\\" / Api
Version \\"2021-01-01\\")": POST
RESPONSE 403: 403 Forbidden
--------------------------------------------------------------------------------
${answer}
--------------------------------------------------------------------------------
`;
const explained = (...answers: string[]) => [
  ...explainRefusals(readApplyLog(answers.map(refused), 'customer-contoso').errors).values(),
];

describe('what Azure refuses', () => {
  it('is a registration: who may do it, and what to declare then', () => {
    expect(explained("may not perform action 'Microsoft.ManagedServices/register/action' over scope")).toEqual([
      `${REGISTER}: whoever signed in may not register resource providers; somebody who may, such as an Owner, runs ` +
        `az provider register --namespace Microsoft.ManagedServices --subscription ${SUBSCRIPTION} --wait; then declare ` +
        'registerResourceProvider: false, or give the pipeline that right',
    ]);
  });

  it.each([
    "action 'Microsoft.ManagedServices/registrationDefinitions/write' over",
    "action 'Microsoft.Authorization/roleAssignments/write' over",
    'ERROR CODE: InsufficientPrivilegesForManagedServiceResource',
  ])('is a delegation: %s', answer => {
    expect(explained(answer)).toEqual([
      `${REGISTER}: whoever signed in may not delegate; sign in as an Owner that is a member of the customer's tenant`,
    ]);
  });

  it('is a write that comes too early', () => {
    expect(explained('ERROR CODE: MissingSubscriptionRegistration')).toEqual([
      `${REGISTER}: Azure does not accept delegations yet; wait some minutes and apply again. How far it is says ` +
        `az provider show --namespace Microsoft.ManagedServices --subscription ${SUBSCRIPTION} --query registrationState`,
    ]);
  });

  it('is told by the last error, and not at all if nobody knows it', () => {
    expect(explained('Microsoft.ManagedServices/register/action', 'ERROR CODE: Other')).toEqual([]);
  });
});
