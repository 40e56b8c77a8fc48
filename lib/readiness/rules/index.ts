import { automationAuthorized } from './automation-authorized';
import { principalLinked } from './principal-linked';
import { publicCloud } from './public-cloud';
import { roleEarns } from './role-earns';
import type { ReadinessRule } from './rule';

export type { ReadinessRule, RuleResult, RuleSubject } from './rule';

/** Every condition for earning, in the order in which reports give them. */
export const RULES: ReadinessRule[] = [automationAuthorized, roleEarns, principalLinked, publicCloud];
