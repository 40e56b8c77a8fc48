export { assertConstruct, declare, type Declared, inspectScope, provider } from './construct';
export type { Fault } from './declaration-error';
export { DeclarationError, MOST_SHOWN } from './declaration-error';
export { Faults, LONGEST_TEXT } from './faults';
export {
  asGiven,
  confidential,
  data,
  flag,
  listOf,
  mapOf,
  objectOf,
  ofKind,
  optionsOf,
  type Properties,
  required,
  type Taker,
  text,
} from './shape';
