import type { Answers, AzureAnswer, GuessName } from '../../emulator';
import { GUESSES } from '../../emulator';
import { asObject, asText } from '../../emulator/server/json';
import { knownIdentifier } from './vocabulary';

/** What the service said to a question, or why nobody asked it. */
export type Finding<Answer extends string = string> =
  { readonly answer: Answer } | { readonly other: string } | { readonly notAsked: string };

/** How a finding stands to the model. */
export enum Verdict {
  AGREES = 'agrees',
  DIFFERS = 'differs',
  NOT_ASKED = 'not asked',
}

/** A guess, what the model does, and what the service did. */
export interface Result {
  readonly guess: string;
  readonly question: string;
  readonly model: string;
  readonly service: string;
  readonly verdict: Verdict;
}

/** The findings so far. A guess without one was not asked. */
export class Findings {
  private readonly found = new Map<string, Finding>();

  /** Notes a finding; the first one stays. */
  public note<Name extends GuessName>(name: Name, finding: Finding<Answers[Name]>): void {
    if (!this.found.has(name)) {
      this.found.set(name, finding);
    }
  }

  /** Notes that these were not asked, and why, unless they were. */
  public skip(names: readonly GuessName[], notAsked: string): void {
    names.forEach(name => this.note(name, { notAsked }));
  }

  /** Every guess, in the order of the list. */
  public results(): Result[] {
    return Object.entries(GUESSES).map(([guess, { question, answers, default: model }]) => {
      const finding = this.found.get(guess) ?? { notAsked: 'the run ended before' };
      const meaning: Readonly<Record<string, string>> = answers;
      return {
        guess,
        question,
        model: `${model}: ${meaning[model]}`,
        ...('answer' in finding
          ? {
              service: `${finding.answer}: ${meaning[finding.answer]}`,
              verdict: finding.answer === model ? Verdict.AGREES : Verdict.DIFFERS,
            }
          : 'other' in finding
            ? { service: `something else: ${finding.other}`, verdict: Verdict.DIFFERS }
            : { service: finding.notAsked, verdict: Verdict.NOT_ASKED }),
      };
    });
  }
}

/** An answer to a guess, and by which status (and code) the service gives it. */
export type Sign<Answer extends string> = readonly [answer: Answer, status: number, code?: string];

/** What an answer of the service means. */
export function interpreted<Answer extends string>(
  answer: AzureAnswer,
  ...signs: readonly Sign<Answer>[]
): Finding<Answer> {
  const sign = signs.find(([, status, code]) => status === answer.status && (!code || code === answer.code));
  return sign ? { answer: sign[0] } : { other: outcomeOf(answer) };
}

/** The `provisioningState` of a resource. It goes into the transcript. */
export function stateOf({ body }: AzureAnswer): string {
  return knownIdentifier(asText(asObject(body.properties).provisioningState));
}

/** A status, with a code if there is one. It goes into the transcript. */
export function outcomeOf({ status, code }: AzureAnswer): string {
  return code ? `${status} ${knownIdentifier(code)}` : String(status);
}
