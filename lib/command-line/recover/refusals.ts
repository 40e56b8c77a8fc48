/**
 * Refusals of Azure that no interruption explains and a person has to cure, known by an action or a code: the sentences
 * around them differ from one front end of Azure to the other.
 */
const REFUSALS: readonly { readonly mark: RegExp; words(subscription: string): string }[] = [
  {
    mark: /Microsoft\.ManagedServices\/register\/action/i,
    words: subscription =>
      'whoever signed in may not register resource providers; somebody who may, such as an Owner, runs ' +
      `az provider register --namespace Microsoft.ManagedServices --subscription ${subscription} --wait; then declare ` +
      'registerResourceProvider: false, or give the pipeline that right',
  },
  {
    mark: /InsufficientPrivilegesForManagedServiceResource|(?:registrationDefinitions|registrationAssignments|roleAssignments)\/write'/i,
    words: () => "whoever signed in may not delegate; sign in as an Owner that is a member of the customer's tenant",
  },
  {
    mark: /MissingSubscriptionRegistration/,
    words: subscription =>
      'Azure does not accept delegations yet; wait some minutes and apply again. How far it is says ' +
      `az provider show --namespace Microsoft.ManagedServices --subscription ${subscription} --query registrationState`,
  },
];

const SUBSCRIPTION = /\/subscriptions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** What errors of Terraform mean, by the address of their resource, and what to do; nothing of errors that are unknown. */
export function explainRefusals(errors: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> {
  return new Map(
    [...errors].flatMap(([address, texts]) => {
      const last = texts.at(-1) ?? '';
      const refusal = REFUSALS.find(({ mark }) => mark.test(last));
      const subscription = SUBSCRIPTION.exec(last)?.[1] ?? 'ID';
      return refusal ? [[address, `${address}: ${refusal.words(subscription)}`]] : [];
    }),
  );
}
