import { sameText } from '../server/json';
import { armRefusal } from './arm-errors';
import type { Subscription, Subscriptions } from './subscriptions';

const SCOPE = /^\/?subscriptions\/(?<subscription>[^/]+)(?:\/resourceGroups\/(?<group>[^/]+))?$/i;

/** A subscription or a resource group. */
export interface Scope {
  readonly subscription: Subscription;
  /** The name of the resource group as it was created. */
  readonly resourceGroup?: string;
  /** As the request had it: Azure hands ids back in the case it was asked in. */
  readonly id: string;
}

/** Whether a path names a subscription or a resource group, be it there or not. */
export function isScope(path: string): boolean {
  return SCOPE.test(path);
}

/** The scope that a path names. Refuses what is neither a subscription nor a resource group, and what does not exist. */
export function scopeAt(subscriptions: Subscriptions, path: string): Scope {
  const match = SCOPE.exec(path);
  if (!match?.groups) {
    throw armRefusal(400, 'InvalidScope', `The scope '/${path}' is neither a subscription nor a resource group.`);
  }
  const { subscription: id, group } = match.groups;
  const subscription = subscriptions.find(id);
  if (!subscription) {
    throw armRefusal(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  const resourceGroup = group && subscription.resourceGroup(group);
  if (group && !resourceGroup) {
    throw armRefusal(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  return { subscription, resourceGroup: resourceGroup || undefined, id: `/${path.replace(/^\//, '')}` };
}

/** Whether two scopes are the same. */
export function isSameScope(one: Scope, other: Scope): boolean {
  return one.subscription === other.subscription && sameText(one.resourceGroup ?? '', other.resourceGroup ?? '');
}

/** Whether something at one scope reaches another: a subscription reaches its resource groups. */
export function reaches(one: Scope, other: Scope): boolean {
  return one.subscription === other.subscription && (!one.resourceGroup || isSameScope(one, other));
}
