import type { IConstruct } from 'constructs';
import { PartnerKind } from '../azure';
import { assertConstruct, type Fault, Faults } from '../declaration';
import { type Acknowledgement, ACKNOWLEDGEMENTS, inspectExtent, takeAcknowledgement } from '../readiness';
import type { ReadinessReport } from '../reports';
import { AppStore } from '../app';
import { PARTNER_KIND, PRECONDITIONS, ReadinessGate, reportOf } from './readiness-gate';

const gates = new AppStore('readiness', app => new ReadinessGate(app));

/**
 * Would each customer earn partner earned credit? Judged from the declared constructs; nothing is asked of Azure.
 *
 * @example
 * ```ts
 * const report = PecReadiness.check(app);
 * report.customers.filter(({ verdict }) => verdict !== Verdict.EARNS).map(({ name }) => name);
 * ```
 */
export class PecReadiness {
  /**
   * Judges every customer below a construct, by what is written: overrides count. cdktf runs the Aspects of a stack when
   * it is its turn in synth, so what they change is judged there, and here after it.
   *
   * The environment may stamp the report: `SOURCE_DATE_EPOCH`, `PEC_COMMIT`, `PEC_PARTNER`. Without them the same
   * declaration gives the same bytes.
   *
   * @param scope an app, a stack, or any construct
   * @throws DeclarationError if it is none, or the environment cannot be used
   */
  public static check(scope: IConstruct): ReadinessReport {
    assertConstruct(scope, 'readiness');
    return reportOf(scope);
  }

  /**
   * Says what the partner is in the CSP programme, for the reports of the app: who is paid depends on it.
   *
   * @param scope an app, or any construct of it
   * @throws DeclarationError if it is none, or there is no such kind
   */
  public static declarePartner(scope: IConstruct, kind: PartnerKind): void {
    assertConstruct(scope, 'the partner');
    const faults = Faults.none();
    if (!Object.values(PartnerKind).includes(kind)) {
      faults
        .at('kind')
        .reject(kind, 'is no kind of partner', `expected one of ${Object.values(PartnerKind).join(', ')}`);
    }
    faults.throwIfAny('the partner');
    PARTNER_KIND.add(scope.node.root, { kind });
  }

  /**
   * Makes synth fail if a customer of the app would not earn and nobody acknowledged it, and write `readiness.json`,
   * `readiness.md` and `readiness.html` into the output folder when everything else has been written: also when it
   * fails, and then nothing else.
   *
   * cdktf validates and writes one stack after the other, so the first stack of the app judges the whole app. A stack
   * that is synthesized alone, as a test may do it, judges itself. An app without a stack is judged when synth ends.
   *
   * {@link CustomerStack} does this by itself; call it for stacks of one's own that hold delegations.
   *
   * @param scope the stack that holds delegations
   * @throws DeclarationError if it is none
   */
  public static enforce(scope: IConstruct): void {
    assertConstruct(scope, 'readiness');
    gates.of(scope).watch(scope);
  }

  /**
   * Accepts what a rule finds about a construct and everything below it. Reports keep showing it, with the reason.
   *
   * @param scope a delegation, a customer's stack, or any construct above
   * @throws DeclarationError if there is no such rule or no reason, or no construct
   */
  public static acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
    assertConstruct(scope, 'the acknowledgement');
    const faults = Faults.none();
    const taken = takeAcknowledgement(acknowledgement, faults);
    if (taken) {
      inspectExtent(taken, faults);
    }
    faults.throwIfAny(`the acknowledgement for "${scope.node.path}"`);
    if (taken) {
      ACKNOWLEDGEMENTS.add(scope, taken);
    }
  }

  /**
   * Has the whole app inspected for something of the environment before anybody is judged, also if nobody is.
   *
   * @internal
   */
  public static _inspectFirst(app: IConstruct, inspect: () => Fault[]): void {
    PRECONDITIONS.add(app, { inspect });
    gates.of(app).watch(app);
  }
}
