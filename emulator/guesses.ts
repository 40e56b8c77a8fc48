/** How much is known about a guess, the most first. */
export type Strength = 'recording' | 'log' | 'documentation' | 'code' | 'hearsay' | 'nothing';

/** A question about Azure that nobody outside Microsoft can answer for certain. */
interface Guess<Answer extends string> {
  /** In one sentence. */
  readonly question: string;
  /** What Azure may do, and what that means on the wire. */
  readonly answers: Readonly<Record<Answer, string>>;
  /** The answer that the evidence speaks for; where there is none, the one that is hardest on a client. */
  readonly default: NoInfer<Answer>;
  /** Of what kind the best evidence is. */
  readonly strength: Strength;
  /** What is known, and from where. */
  readonly known: string;
}

/** Keeps the names of the answers in the type. */
function guess<Answer extends string>(given: Guess<Answer>): Guess<Answer> {
  return given;
}

/**
 * Everything that the emulated Azure has to guess. Each is an option, so that tests run both ways.
 *
 * The README has this list as a table; a test sees to it that they agree. `npm run azure:conformance` asks the real Azure.
 */
export const GUESSES = {
  unregisteredReadOfOne: guess({
    question:
      'What does a GET of one definition or assignment answer where Microsoft.ManagedServices is not registered?',
    answers: { answered: 'what there is, mostly 404', refused: '409 MissingSubscriptionRegistration' },
    default: 'answered',
    strength: 'log',
    known: "In one log the GET of azurerm had passed when its PUT was refused (docs.sysdig.com, 'Troubleshoot').",
  }),
  unregisteredList: guess({
    question:
      'What does a list of definitions or assignments answer where Microsoft.ManagedServices is not registered?',
    answers: { answered: '200 with what there is, mostly nothing', refused: '409 MissingSubscriptionRegistration' },
    default: 'answered',
    strength: 'hearsay',
    known:
      'Other namespaces do both: cloudquery/cloudquery#5758 lists without errors, Microsoft.Security refuses ' +
      '(Azure/terraform-provider-azapi#252).',
  }),
  unregisteredDeletionOfNothing: guess({
    question: 'Is DELETE of a definition or assignment that does not exist refused where nothing may be written yet?',
    answers: { refused: '409 MissingSubscriptionRegistration', 'no-content': '204' },
    default: 'refused',
    strength: 'nothing',
    known: 'Nothing.',
  }),
  newDefinition: guess({
    question: 'How does the PUT of a new definition end?',
    answers: { 'at-once': '201 `Succeeded`, nothing to poll', operation: '201 `Accepted` with Azure-AsyncOperation' },
    default: 'at-once',
    strength: 'recording',
    known: 'Recordings of 2019 by the Azure CLI, PowerShell and .NET; there is none of api-version 2022-10-01.',
  }),
  unfinishedDefinition: guess({
    question: 'May a definition be assigned while an update of it still reads `Accepted`?',
    answers: { refused: '409 InvalidRegistrationAssignmentCreateRequest', accepted: '201' },
    default: 'refused',
    strength: 'nothing',
    known: 'Recordings assign seven seconds after the update; what the definition read by then, they do not show.',
  }),
  definitionAfterItsAssignment: guess({
    question: 'May a definition be deleted as soon as its last assignment is gone?',
    answers: { 'at-once': '200', later: '409 InvalidRegistrationDefinitionDeleteRequest for a while' },
    default: 'at-once',
    strength: 'recording',
    known: 'Recordings of 2019 delete it at once; two scripts of 2026 repeat for 30 s or wait for 60 s first.',
  }),
  manageeTenant: guess({
    question: 'Where do `manageeTenantId` and `manageeTenantName` come?',
    answers: {
      'expanded-only': 'in the definition that an assignment is expanded with, and nowhere else',
      everywhere: 'in every answer with a definition',
    },
    default: 'expanded-only',
    strength: 'recording',
    known: 'Recordings of 2019-06-01; the alias list of Azure Policy has them on definitions of newer versions.',
  }),
  emptyMembers: guess({
    question: 'Do empty texts and lists that were sent in a definition come back?',
    answers: { kept: 'as they were sent', dropped: 'left out' },
    default: 'kept',
    strength: 'nothing',
    known: 'What was not sent does not come back, in any recording. None sends anything empty.',
  }),
  guidsInBodies: guess({
    question: 'Do GUIDs that were sent in upper case come back so?',
    answers: { 'lower-case': 'in lower case', kept: 'as they were sent' },
    default: 'lower-case',
    strength: 'nothing',
    known: 'Every recording sends lower case.',
  }),
  listOfSubscription: guess({
    question: 'Does the list of assignments at a subscription have those of its resource groups?',
    answers: { 'with-groups': 'yes', 'without-groups': 'no' },
    default: 'with-groups',
    strength: 'recording',
    known: 'A recording of 2018-06-01-preview by the Azure CLI.',
  }),
  missingPrincipal: guess({
    question: 'With which code is a principal refused that the managing tenant does not have?',
    answers: {
      'definition-request': '400 InvalidRegistrationDefinitionCreateRequest',
      'principal-not-found': '400 PrincipalNotFound',
    },
    default: 'definition-request',
    strength: 'code',
    known: 'alchemy-run/alchemy tests the refusal and a part of its text against Azure, not the code.',
  }),
  delegatedRoleWithDataActions: guess({
    question: 'May a User Access Administrator hand out a role with data actions?',
    answers: { accepted: '201', refused: '400 InvalidRegistrationDefinitionCreateRequest' },
    default: 'accepted',
    strength: 'documentation',
    known:
      'Azure/Azure-Lighthouse-samples has such roles in templates and tells to add them ' +
      '(assign-msi-blob-data-role); its issue 137 quotes a refusal without saying of which list.',
  }),
  insufficientPrivileges: guess({
    question: 'With which status does the provider refuse a caller who may write, but not hand out rights?',
    answers: {
      forbidden: '403 InsufficientPrivilegesForManagedServiceResource',
      'bad-request': '400 InsufficientPrivilegesForManagedServiceResource',
    },
    default: 'forbidden',
    strength: 'log',
    known: "The code is in a log of azurerm without a status (docs.sysdig.com, 'Troubleshoot').",
  }),
  unsuitableScope: guess({
    question: 'How is an assignment at a resource or a management group refused?',
    answers: { 'invalid-scope': '400 InvalidScope', 'not-found': '404 InvalidResourceType' },
    default: 'invalid-scope',
    strength: 'nothing',
    known: 'The documentation names subscriptions and resource groups only.',
  }),
  assignmentOfNothing: guess({
    question: 'How is an assignment refused whose definition does not exist?',
    answers: {
      'bad-request': '400 InvalidRegistrationAssignmentCreateRequest',
      'not-found': '404 RegistrationDefinitionNotFound',
    },
    default: 'bad-request',
    strength: 'nothing',
    known: 'Nothing.',
  }),
  reassignment: guess({
    question: 'May an assignment be moved to another definition?',
    answers: { refused: '400 InvalidRegistrationAssignmentCreateRequest', moved: '200' },
    default: 'refused',
    strength: 'nothing',
    known: 'Nothing; azurerm replaces the assignment.',
  }),
  unpublishedPlan: guess({
    question: 'What becomes of a `plan` that no publisher has in the marketplace?',
    answers: { refused: '400 InvalidRegistrationDefinitionCreateRequest', ignored: '201' },
    default: 'refused',
    strength: 'nothing',
    known: 'Nothing.',
  }),
  repeatedLink: guess({
    question: 'What does PUT of a partner admin link answer that exists already, with the same Partner ID?',
    answers: { refused: '409 PartnerIdAlreadyLinked', 'next-version': '200' },
    default: 'refused',
    strength: 'documentation',
    known:
      'Azure Citadel, content/pal (2026): "Create will fail if the user or service principal is already linked". Two ' +
      'modules call the repetition harmless.',
  }),
  secondLink: guess({
    question: 'What does PUT of a partner admin link answer while another Partner ID is linked?',
    answers: { refused: '409 PartnerIdAlreadyLinked', unchanged: '200 with the old Partner ID' },
    default: 'refused',
    strength: 'documentation',
    known: 'As above; a recording of 2018 against a test build of the service has 200 with the old id.',
  }),
  linkReadByAnotherId: guess({
    question: 'What does GET of a Partner ID answer while another one is linked?',
    answers: { 'not-found': '404 ManagementPartnerNotFound', 'bad-request': '400 PartnerIdInvalid' },
    default: 'not-found',
    strength: 'documentation',
    known: 'An error (Azure Citadel, content/pal); the status is not told.',
  }),
  linkDeletionByAnotherId: guess({
    question: 'What does DELETE of a Partner ID do while another one is linked?',
    answers: { ignored: '200, and the link stays', removed: '200, and the link is gone' },
    default: 'ignored',
    strength: 'nothing',
    known: 'Without any link it is 200, in recordings.',
  }),
  disabledApplication: guess({
    question: 'How does the token endpoint refuse a disabled application?',
    answers: { 'unauthorized-client': '400 AADSTS7000112', 'invalid-client': '401 AADSTS7000112' },
    default: 'unauthorized-client',
    strength: 'documentation',
    known: 'The code and the text are documented, the status is not.',
  }),
  principalTooEarly: guess({
    question: 'How is a service principal refused whose application has not replicated yet?',
    answers: {
      'bad-request': '400 with the detail NoBackingApplicationObject',
      forbidden: '403 about the local tenant',
    },
    default: 'bad-request',
    strength: 'log',
    known:
      'Both were seen: hashicorp/vault-plugin-secrets-azure#8 and microsoftgraph/msgraph-sdk-dotnet#3108. Which one ' +
      'comes when is not known.',
  }),
  credentialQuota: guess({
    question: 'How is the 21st federated credential of an application refused?',
    answers: { forbidden: '403 Directory_QuotaExceeded', 'bad-request': '400 Request_BadRequest' },
    default: 'forbidden',
    strength: 'nothing',
    known: 'The limit of 20 is documented.',
  }),
  graphAssignments: guess({
    question: 'Does an assignment in Resource Graph hold its definition?',
    answers: { named: 'no, its id only', expanded: 'yes, as an expanded assignment of the provider' },
    default: 'named',
    strength: 'code',
    known: 'No row has been shown. A client expects the definition inside and has no test; most join by the id.',
  }),
  graphAuthorizations: guess({
    question: 'Does Resource Graph show the authorizations of a definition to the managing tenant?',
    answers: { shown: 'yes', 'left-out': 'the definition without authorizations' },
    default: 'shown',
    strength: 'nothing',
    known: 'The table is documented; what stands in a row is not.',
  }),
  graphTenant: guess({
    question: 'Which tenant does a row of Resource Graph name?',
    answers: { customer: 'that of the subscription', managing: 'that of the caller' },
    default: 'customer',
    strength: 'documentation',
    known:
      'Azure Lighthouse, cross-tenant experience: queries tell customers apart by `tenantId`. For this table nobody has shown it.',
  }),
  billingManifest: guess({
    question: 'Where does an export of usage that has ended name its manifest?',
    answers: {
      link: 'its address in `resourceLocation@odata.navigationLink`',
      address: 'its address in `resourceLocation`',
      inline: 'the manifest itself in `resourceLocation`',
    },
    default: 'link',
    strength: 'documentation',
    known:
      'microsoft-graph-docs-contrib, partners-billing-operation-get.md, has the link. Microsoft’s sample of 2023 ' +
      '(Partner-Center-Billing-Recon-Samples) reads it inline; scripts of 2026 expect either.',
  }),
  billingSignature: guess({
    question: 'Does the manifest of an export have a new signature when it is read again?',
    answers: { same: 'no: it ends after twelve hours, and only a new export has another', renewed: 'yes' },
    default: 'same',
    strength: 'nothing',
    known: 'The example of the documentation has a signature of twelve hours.',
  }),
  permissionsOnDelegatedScope: guess({
    question: 'May a principal of the managing tenant ask for its own permissions at a delegated scope?',
    answers: { answered: 'what its roles allow', refused: '403 AuthorizationFailed' },
    default: 'answered',
    strength: 'nothing',
    known: 'The action stands in the roles; that it works across tenants nobody has shown.',
  }),
};

/** The name of a guess. */
export type GuessName = keyof typeof GUESSES;

/** An answer to every guess. */
export type Answers = { readonly [Name in GuessName]: (typeof GUESSES)[Name]['default'] };

/** The guesses of one emulated Azure. */
export class Guesses {
  /** @param given the answers that differ from the defaults */
  constructor(private readonly given: Partial<Answers> = {}) {}

  /** Whether this Azure does that. */
  public is<Name extends GuessName>(name: Name, answer: Answers[Name]): boolean {
    return (this.given[name] ?? GUESSES[name].default) === answer;
  }
}

/** For every guess the answer that is not the default: what is right both ways does not hang on a guess. */
export function otherAnswers(): Answers {
  const others = Object.entries(GUESSES).map(([name, { answers, default: usual }]) => [
    name,
    Object.keys(answers).find(answer => answer !== usual),
  ]);
  return Object.fromEntries(others) as Answers;
}
