import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { AzureCloud } from '../azure';
import { assertConstruct, DeclarationError, type Fault, Faults } from '../declaration';
import { cloudOfPrincipal, inspectSameCloud, PartnerAdminLink } from '../principals';
import { LighthouseDelegation, ManagementGroupOnboarding, Onboarding } from '../lighthouse';
import { AppOutput } from '../manifest';
import { lowerCaseGuid, readable } from '../terraform';
import {
  acknowledge,
  type Acknowledgement,
  acknowledgementFor,
  customerAt,
  type CustomerReadiness,
  declaredBy,
  declaredByPolicy,
  type DeclaredCustomer,
  type DeclaredDelegation,
  delegationsAt,
  judge,
  linkedPartnerId,
  type ReadinessFinding,
  stopsSynth,
  type SubscriptionReadiness,
  takeAcknowledgement,
  Verdict,
} from '../readiness';
import { ReadinessReport, reportTexts } from '../reports';

/** Thrown at synth when a customer would not earn and nobody acknowledged it. Only the reports have been written then. */
export class ReadinessError extends DeclarationError {}

/** Would each customer earn partner earned credit? Judged from the declared constructs; nothing is asked of Azure. */
export class PecReadiness {
  /**
   * Judges every customer below a construct.
   *
   * @param scope an app, a stack, or any construct
   * @throws DeclarationError if it is none
   */
  public static check(scope: IConstruct): ReadinessReport {
    assertConstruct(scope, 'readiness');
    const links = PartnerAdminLink._inAppOf(scope);
    const delegations = new Map<DeclaredCustomer, DeclaredDelegation[]>();
    for (const construct of scope.node.findAll()) {
      const customer = customerAt(construct);
      if (customer) {
        delegations.set(customer, delegations.get(customer) ?? []);
      }
      const declared = declaredAt(construct);
      if (declared.length > 0) {
        const owner = declaredCustomerOf(construct) ?? customerOfItsOwn(construct);
        delegations.set(owner, [...(delegations.get(owner) ?? []), ...declared]);
      }
    }
    const judged = [...delegations].map(([customer, own]) => judgeCustomer(customer, own, links));
    const { selection, manifest } = AppOutput.of(scope);
    return new ReadinessReport(
      judged.sort((a, b) => (a.key < b.key ? -1 : 1)),
      selection,
      manifest,
    );
  }

  /**
   * Makes synth fail if a customer of the app would not earn and nobody acknowledged it, and write `readiness.json`,
   * `readiness.md` and `readiness.html` into the output folder when everything else has been written: also when it
   * fails, and then nothing else.
   *
   * {@link CustomerStack} does this by itself; call it for stacks of one's own that hold delegations.
   *
   * @param scope the stack that holds delegations
   * @throws DeclarationError if it is none
   */
  public static enforce(scope: IConstruct): void {
    assertConstruct(scope, 'readiness');
    const app = scope.node.root;
    let enforcement = enforcements.get(app);
    if (!enforcement) {
      const created: Enforcement = {};
      enforcement = created;
      enforcements.set(app, created);
      // cdktf asks the app itself after it has written every stack: too late, unless there is none.
      app.node.addValidation({ validate: () => (created.firstStack ? [] : report(app)) });
    }
    if (!enforcement.firstStack) {
      // cdktf validates and writes one stack after the other: only the first one can keep all of them from being written.
      const firstStack = app.node.findAll().find(construct => TerraformStack.isStack(construct));
      if (firstStack) {
        firstStack.node.addValidation({ validate: () => report(app) });
        // When its validation begins synth, it is being written already.
        AppOutput.of(app).watch(firstStack);
      }
      enforcement.firstStack = firstStack;
    }
    if (enforcement.firstStack !== scope) {
      // Alone, as a test may synthesize it; otherwise the whole app has been judged.
      scope.node.addValidation({
        validate: () => (AppOutput.of(app).isUnderway ? [] : throwIfSomebodyDoesNotEarn(PecReadiness.check(scope))),
      });
    }
  }

  /**
   * Accepts what a rule finds about a construct and everything below it. Reports keep showing it, with the reason.
   *
   * @param scope a delegation, a customer's stack, or any construct above
   * @throws DeclarationError if there is no such rule or no reason, or no construct
   */
  public static acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
    assertConstruct(scope, 'the acknowledgement');
    const faults = new Faults();
    const taken = takeAcknowledgement(acknowledgement, faults);
    if (taken === undefined || faults.found.length > 0) {
      throw new DeclarationError(`the acknowledgement for "${scope.node.path}"`, faults.found);
    }
    acknowledge(scope, taken);
  }
}

/** How an app is made to fail. */
interface Enforcement {
  /** The stack that is validated before all others; none as long as the app has no stack. */
  firstStack?: IConstruct;
}

const enforcements = new WeakMap<IConstruct, Enforcement>();

/** Again for the whole app, because the identity stack may be declared after the customers. */
function throwIfCloudsAreMixed(app: IConstruct): void {
  const faults = new Faults();
  for (const construct of app.node.findAll()) {
    for (const { principal } of declaredAt(construct)) {
      const customer = declaredCustomerOf(construct);
      inspectSameCloud(customer?.cloud, cloudOfPrincipal(app, principal), faults.at(customer?.key ?? ''));
    }
  }
  faults.throwIfAny('the app');
}

/**
 * Judges the whole app, before its first stack is written. Where somebody would not earn, synth fails and leaves the
 * reports; otherwise they are written last, because reports are believed.
 */
function report(app: IConstruct): string[] {
  const output = AppOutput.of(app);
  output.invalidate();
  throwIfCloudsAreMixed(app);
  const readiness = PecReadiness.check(app);
  const texts = reportTexts(readiness);
  if (!readiness.isAccepted) {
    output.leave(texts);
    return throwIfSomebodyDoesNotEarn(readiness);
  }
  Object.entries(texts).forEach(([name, text]) => output.addText(name, text));
  output.begin(app.node.findAll().filter(construct => TerraformStack.isStack(construct)));
  return [];
}

function throwIfSomebodyDoesNotEarn({ customers }: ReadinessReport): string[] {
  const faults = customers.flatMap(customer =>
    customer.subscriptions.flatMap(subscription =>
      subscription.findings.filter(stopsSynth).map(finding => faultOf(customer, subscription, finding)),
    ),
  );
  if (faults.length > 0) {
    throw new ReadinessError('the readiness for partner earned credit', faults);
  }
  return [];
}

function faultOf(
  { key }: CustomerReadiness,
  { subscriptionId }: SubscriptionReadiness,
  { rule, reason, cure }: ReadinessFinding,
): Fault {
  return {
    path: `${key}, subscription ${readable(subscriptionId)}`,
    message: `${reason}; ${cure}, or acknowledge the rule "${rule}" with a reason`,
  };
}

/** The customer declared nearest above a construct. */
function declaredCustomerOf(construct: IConstruct): DeclaredCustomer | undefined {
  return [...construct.node.scopes]
    .reverse()
    .map(customerAt)
    .find(customer => customer !== undefined);
}

function customerOfItsOwn(construct: IConstruct): DeclaredCustomer {
  const { customerName, customerTenantId } = construct as Partial<LighthouseDelegation>;
  return {
    key: construct.node.path,
    name: customerName ?? construct.node.path,
    tenantId: customerTenantId,
    cloud: AzureCloud.PUBLIC,
    onboarding: construct instanceof ManagementGroupOnboarding ? Onboarding.POLICY : Onboarding.TERRAFORM,
    hasLeft: false,
  };
}

/** The delegations that exactly this construct makes, or that were declared for it. */
function declaredAt(construct: IConstruct): DeclaredDelegation[] {
  if (LighthouseDelegation.isLighthouseDelegation(construct)) {
    return [declaredBy(construct)];
  }
  return construct instanceof ManagementGroupOnboarding ? [declaredByPolicy(construct)] : delegationsAt(construct);
}

function judgeCustomer(
  { hasLeft, cloud, onboarding = Onboarding.TERRAFORM, ...customer }: DeclaredCustomer,
  delegations: DeclaredDelegation[],
  links: PartnerAdminLink[],
): CustomerReadiness {
  const subscriptions = withoutCovered(delegations.map(delegation => judgeDelegation(delegation, cloud, links)));
  return {
    ...customer,
    cloud: cloud.name,
    onboarding,
    verdict: hasLeft ? Verdict.LEFT : worst(subscriptions.map(subscription => subscription.verdict)),
    subscriptions,
    advice: [...new Set(delegations.flatMap(delegation => delegation.advice))],
  };
}

function judgeDelegation(
  delegation: DeclaredDelegation,
  cloud: AzureCloud,
  links: PartnerAdminLink[],
): SubscriptionReadiness {
  const findings = judge({ delegation, cloud, links }).map<ReadinessFinding>(finding => ({
    ...finding,
    acknowledgement: acknowledgementFor(delegation.construct, finding.rule)?.reason,
  }));
  const { principal } = delegation;
  return {
    subscriptionId: delegation.subscriptionId,
    resourceGroups: delegation.resourceGroups,
    offer: delegation.offer,
    principalId: principal && lowerCaseGuid(principal.principalId),
    partnerId: principal && linkedPartnerId(principal, links),
    verdict: worst(findings.map(finding => finding.verdict)),
    findings,
  };
}

/** Where one delegation earns, it makes no difference that another one of the same scope does not. */
function withoutCovered(judged: SubscriptionReadiness[]): SubscriptionReadiness[] {
  return judged.filter(
    (one, i) =>
      !judged.some((other, j) => {
        const difference = SEVERITY.indexOf(other.verdict) - SEVERITY.indexOf(one.verdict);
        return (
          i !== j && covers(other, one) && (difference < 0 || (difference === 0 && (j < i || !covers(one, other))))
        );
      }),
  );
}

/** Whether everything that one delegation is about belongs to the other's scope as well. */
function covers(other: SubscriptionReadiness, one: SubscriptionReadiness): boolean {
  const groups = other.resourceGroups.map(name => name.toLowerCase());
  return (
    other.subscriptionId === one.subscriptionId &&
    (groups.length === 0 ||
      (one.resourceGroups.length > 0 && one.resourceGroups.every(name => groups.includes(name.toLowerCase()))))
  );
}

const SEVERITY = [Verdict.EARNS, Verdict.UNKNOWN, Verdict.DOES_NOT_EARN];

function worst(verdicts: Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b), Verdict.EARNS);
}
