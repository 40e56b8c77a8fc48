import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { DeclarationError, type Fault, Faults } from '../declaration';
import { Mark } from '../app';
import type { PartnerKind } from '../azure';
import type { Delegation } from '../lighthouse';
import { AppOutput } from '../manifest';
import { cloudOfPrincipal, inspectSameCloud } from '../principals';
import {
  CUSTOMER_FACTS,
  delegationsBelow,
  judgeBelow,
  objectionOf,
  type PlacedDelegation,
  principalName,
  scopeInWords,
  stampOf,
  stopsSynth,
  Verdict,
} from '../readiness';
import { ReadinessReport, reportTexts } from '../reports';

/** Thrown at synth when a customer would not earn and nobody acknowledged it. Only the reports have been written then. */
export class ReadinessError extends DeclarationError {}

/**
 * What keeps an app from being written as long as somebody would not earn.
 *
 * cdktf validates and writes one stack after the other, so the first stack judges the whole app. A stack that is
 * synthesized alone judges itself. An app without a stack is judged when cdktf asks it, which is when synth ends.
 */
export class ReadinessGate {
  private firstStack?: TerraformStack;
  /** What was judged when the app was, by the construct that carries it out. */
  private readonly judged = new Map<IConstruct, Delegation>();

  constructor(private readonly app: IConstruct) {
    app.node.addValidation({ validate: () => (this.firstStack ? [] : this.judgeApp()) });
  }

  /** Judges a stack that holds delegations, if it is synthesized alone, and the app. */
  public watch(scope: IConstruct): void {
    if (!this.firstStack) {
      this.firstStack = this.stacks.at(0);
      this.firstStack?.node.addValidation({ validate: () => this.judgeApp() });
    }
    const output = AppOutput.of(this.app);
    if (this.firstStack) {
      // When its validation begins synth, it is being written already.
      output.watch(this.firstStack);
    }
    scope.node.addValidation({ validate: () => (output.isUnderway ? this.judgeAgain(scope) : judge(scope)) });
  }

  /** Judges the whole app. Where somebody would not earn, it leaves the reports; otherwise they are written last. */
  private judgeApp(): string[] {
    const output = AppOutput.of(this.app);
    output.invalidate();
    const delegations = delegationsBelow(this.app);
    inspectClouds(this.app, delegations);
    warnWithoutLink(this.report(delegations));
    output.begin(this.stacks);
    return [];
  }

  /** cdktf runs the Aspects of a stack when its turn comes: what they change there was not judged yet. */
  private judgeAgain(scope: IConstruct): string[] {
    if (delegationsBelow(scope).some(placed => this.isChanged(placed))) {
      this.report(delegationsBelow(this.app));
    }
    return [];
  }

  private isChanged({ construct, delegation }: PlacedDelegation): boolean {
    const judged = this.judged.get(construct);
    return delegation !== judged && (judged === undefined || access(delegation) !== access(judged));
  }

  private report(delegations: PlacedDelegation[]): ReadinessReport {
    const output = AppOutput.of(this.app);
    const report = reportOf(this.app, delegations);
    const texts = reportTexts(report);
    if (!report.isAccepted) {
      output.leave(texts);
      throw errorOf(this.app, report);
    }
    delegations.forEach(({ construct, delegation }) => this.judged.set(construct, delegation));
    Object.entries(texts).forEach(([name, text]) => output.addText(name, text));
    return report;
  }

  private get stacks(): TerraformStack[] {
    return this.app.node.findAll().filter(construct => TerraformStack.isStack(construct));
  }
}

/** What the partner is in the CSP programme, if somebody said: noted at the root of the app. */
export const PARTNER_KIND = new Mark<{ readonly kind: PartnerKind }>('partner-kind');

/** What has to be sound before anybody is judged, such as who was selected: noted at the root of the app. */
export const PRECONDITIONS = new Mark<{ readonly inspect: () => Fault[] }>('preconditions');

/**
 * The report of everything below a construct.
 *
 * @param inApp every delegation of the app
 */
export function reportOf(scope: IConstruct, inApp?: PlacedDelegation[]): ReadinessReport {
  const { selection, manifest } = AppOutput.of(scope);
  const faults = Faults.none();
  PRECONDITIONS.at(scope.node.root).forEach(({ inspect }) => faults.include(inspect()));
  const stamp = stampOf(process.env, faults);
  faults.throwIfAny('the environment');
  const partnerKind = PARTNER_KIND.at(scope.node.root).at(-1)?.kind;
  return new ReadinessReport(judgeBelow(scope, inApp), { selection, manifest, partnerKind, stamp });
}

function judge(scope: IConstruct): string[] {
  const report = reportOf(scope);
  if (!report.isAccepted) {
    throw errorOf(scope, report);
  }
  return [];
}

/** Everything may be in place but the link, and nothing else would say so: a synth of unknown customers ends well. */
function warnWithoutLink({ customers }: ReadinessReport): void {
  const findings = customers.flatMap(({ subscriptions }) =>
    subscriptions.flatMap(subscription => subscription.findings),
  );
  const links = findings.filter(({ rule }) => rule === 'principal-linked');
  if (
    links.length > 0 &&
    links.every(({ verdict, acknowledgement }) => verdict === Verdict.UNKNOWN && acknowledgement === undefined)
  ) {
    console.warn(
      `no customer is known to earn, because ${links[0].reason}; ${links[0].cure}, or acknowledge the rule "principal-linked"`,
    );
  }
}

function access({ authorizations, alterations }: Delegation): string {
  return [
    ...authorizations.map(({ principal, role, isPermanent }) => `${principal.id} ${role.id} ${isPermanent}`),
    ...alterations.map(({ reason }) => reason),
  ].join();
}

/** Again for the whole app, because the identity stack may be declared after the customers. */
function inspectClouds(app: IConstruct, delegations: PlacedDelegation[]): void {
  const faults = Faults.none();
  for (const { customer, delegation } of delegations) {
    const home = cloudOfPrincipal(app, delegation.principal);
    inspectSameCloud(customer.cloud, home, principalName(delegation), faults.at(customer.key));
  }
  faults.throwIfAny('the app');
}

function errorOf(scope: IConstruct, { customers }: ReadinessReport): ReadinessError {
  const facts = new Map(
    scope.node.findAll().flatMap(construct => CUSTOMER_FACTS.at(construct).map(known => [known.key, known] as const)),
  );
  const faults = customers.flatMap(({ key, subscriptions }) => {
    const objections = subscriptions.flatMap(subscription =>
      subscription.findings.filter(stopsSynth).map(finding => ({
        scope: scopeInWords(subscription),
        rule: finding.rule,
        place: facts.get(key)?.placeOf?.(subscription, finding),
        message: objectionOf(finding),
      })),
    );
    return oncePerCause(objections).map<Fault>(([{ scope, place, message }, ...others]) => ({
      path: [`${key}, ${others.length === 0 ? scope : `${others.length + 1} subscriptions`}`],
      place,
      message,
    }));
  });
  return new ReadinessError('the readiness for partner earned credit', faults);
}

interface Objection {
  readonly scope: string;
  readonly rule: string;
  readonly place?: string;
  readonly message: string;
}

/**
 * What is wrong at one line of a file, for several subscriptions, is one fault; and so is a role that does not earn,
 * which the program gives to the customer and not to each subscription.
 */
function oncePerCause(objections: Objection[]): Objection[][] {
  const groups = new Map<unknown, Objection[]>();
  for (const objection of objections) {
    const { rule, place, message } = objection;
    const cause =
      place === undefined && rule !== 'role-earns' ? objection : JSON.stringify([place ?? null, rule, message]);
    groups.set(cause, [...(groups.get(cause) ?? []), objection]);
  }
  return [...groups.values()];
}
