import type { Attributes } from './terraform-plan';

/** The resource id that a request of azapi goes to, told by everything that makes its address. */
export function targetOf({ type, parent_id, name, resource_id, action }: Attributes): string {
  const path = resource_id === undefined ? [parent_id, 'providers', resourceTypeOf(type), name] : [resource_id, action];
  return path
    .map(textOf)
    .filter(part => part !== '' && part !== '/')
    .join('/');
}

/** The type without its version. */
export function resourceTypeOf(type: unknown): string {
  return textOf(type).split('@')[0];
}

/** A text of a plan; empty if it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
