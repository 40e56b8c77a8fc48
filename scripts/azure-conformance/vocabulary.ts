/**
 * The words that a transcript may show: those of the messages, codes and members of the emulated Azure, and more of which an
 * error of an API is made. None names anybody. A word that is missed here is hidden, which costs less than one too many.
 *
 * Case counts in a sentence: "group" is a word of Azure's, "Group" may be a part of a company's name.
 */
const WORDS = new Set(
  `
  API An Check Correlation Ensure Failed For GUID ID If Invalid It JSON No Not One Only Partner Please See The These
  This Timestamp Trace URI URL Unable

  a about above accept accepted accepts access account act action actions activation active add added additional admin
  administrator after again all allow allowed already also an and another any api app application applications
  approver approvers are as assertion assigned assignment assignments async at attempt audience audiences
  authentication authority authorization authorizations authorize authorized back backing bad be bearer because been
  before being belong body billing blob blobs built but by can can't canceled cannot certificate change changed check claim claims client
  code codes complete completed condition conditional configured conflict consented consider consistency contact
  contain contains content context continue control correct correlation could count create created credential
  credentials current data date day days declare defined definition definitions delegate delegated delegation delete
  deleted deleting deletion denied deny description deserialized detail details detected different directory disabled
  display do does doesn't domain don't due duplicate duration eligible empty enabled encountered end ensure entity
  error errors etag every exact exactly exceeded exceeds exist existing exists expand expected expired expires expiry
  export ext failed failure federated federation field filter find first flow flows followed following for forbidden format
  found from gateway given got grant granted graph group groups guid had has have header hint home how id identifier
  identifiers identity ids if in include info inner installed instance instead instructions insufficient internal into
  invalid is issue issuer it its just key keys kind last later least length lifetime limit limits link linked list
  local location locked longer made make malformed manage managed managee management many match matches matching max
  maximum may member members message metadata method microsoft min missing mode modified more multiple must name names
  namespace native navigation need needs neither new next no non none nor not null object objects occurred odata of off offer on
  one only operation operations optional or organization origin original other out over owned owner owners page
  parameter parameters parent partner partners password path pattern pending perform period permission permissions
  permitted plan please policy portal possible precondition present presented previous principal principals privileges
  processed product progress properties property protected provide provided provider providers provisioning public
  published publisher query quota read reading ready reason received recently record reference referenced refresh
  register registered registering registration rejected remove removed replicated request requested requests required
  requires resource resources response restricted result retry role roles rule same scope second secret secrets see
  sent server service services set should sign signature signed signing some specified start started state status
  subject subscription subscriptions succeeded success such sufficient support supported supports system tags target
  temporarily tenant tenants text than that the their them then there these they this throttled time timeout timestamp
  to token too trace transaction try type types unable unauthenticated unauthorized unavailable understood unexpected
  unknown unprocessable unregistered unregistering unsupported until update updated updates uri uris url use used user
  uses using valid validation value values verify version versions wait was web when where whether which while who
  whose with within without write written wrong you your
  `
    .trim()
    .split(/\s+/),
);
const IN_LOWER_CASE = new Set([...WORDS].map(word => word.toLowerCase()));
const ENTRA_CODE = /^AADSTS\d{4,7}$/;

/** Stands for what may be anybody's. */
const HIDDEN = '<…>';

/** A sentence of which only the words of Azure's own are left, and the codes of Entra ID. */
export function knownSentence(text: string): string {
  return text
    .split(/\s+/)
    .map(word => (isKnownWord(word) ? word : HIDDEN))
    .join(' ')
    .replace(/<…>( <…>)+/g, HIDDEN);
}

/**
 * A code, a type or the name of a member, such as `Microsoft.ManagedServices` or `invalid_client`, of which only the words
 * of Azure's own are left.
 */
export function knownIdentifier(text: string): string {
  if (ENTRA_CODE.test(text)) {
    return text;
  }
  if (!/^[@\w./-]{0,80}$/.test(text)) {
    return HIDDEN;
  }
  return text
    .replace(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g, word => (IN_LOWER_CASE.has(word.toLowerCase()) ? word : '…'))
    .replace(/[@_./-]*…[@_./…-]*/g, HIDDEN);
}

function isKnownWord(word: string): boolean {
  const bare = word.replace(/^[('"]+|[)'".,:;?!]+$/g, '');
  return WORDS.has(bare) || ENTRA_CODE.test(bare);
}
