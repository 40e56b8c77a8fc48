import type { Guarded } from './guarded';

/** Something on which credit depends and which a plan takes away. */
export interface PlanLoss {
  readonly address: string;
  readonly kind: Guarded['kind'];
  /** What the plan does, such as `is replaced`. */
  readonly what: string;
  /** What goes with it. */
  readonly lost: string;
  /** Why Terraform does that. */
  readonly why: string;
  readonly cure: string;
}
