/** A question about Azure that nobody outside Microsoft can answer for certain. */
interface Guess<Answer extends string> {
  /** In one sentence. */
  readonly question: string;
  /** What Azure may do, and what that means on the wire. */
  readonly answers: Readonly<Record<Answer, string>>;
  /** The answer that is hardest on a client, unless something is known that speaks for another. */
  readonly default: NoInfer<Answer>;
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
 * The README has this list as a table; a test sees to it that they agree.
 */
export const GUESSES = {
  unregisteredReadOfOne: guess({
    question:
      'What does a GET of one definition or assignment answer where Microsoft.ManagedServices is not registered?',
    answers: { answered: 'what there is, mostly 404', refused: '409 MissingSubscriptionRegistration' },
    default: 'answered',
    known: "One log of azurerm: its GET had passed when its PUT was refused (docs.sysdig.com, 'Troubleshoot').",
  }),
  unregisteredList: guess({
    question:
      'What does a list of definitions or assignments answer where Microsoft.ManagedServices is not registered?',
    answers: { answered: '200 with what there is, mostly nothing', refused: '409 MissingSubscriptionRegistration' },
    default: 'answered',
    known:
      'Of other namespaces both: lists pass (cloudquery/cloudquery#5758), and Microsoft.Security refuses them ' +
      '(Azure/terraform-provider-azapi#252).',
  }),
  unregisteredDeletionOfNothing: guess({
    question: 'Is DELETE of a definition or assignment that does not exist refused where nothing may be written yet?',
    answers: { refused: '409 MissingSubscriptionRegistration', 'no-content': '204' },
    default: 'refused',
    known: 'Nothing.',
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
