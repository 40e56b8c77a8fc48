export { assertConstruct, declare, type Declared, inspectScope, providerOf } from './construct';
export { type Fault, type FaultKey, faultText, pathText } from './fault';
export { DeclarationError, MOST_SHOWN } from './declaration-error';
export { Faults, LONGEST_TEXT } from './faults';
export { inspectName, type NameForm } from './name-form';
export { misspeltProperty } from './misspelt-property';
export {
  asGiven,
  confidential,
  data,
  flag,
  listOf,
  mapOf,
  objectOf,
  ofKind,
  oneOf,
  optionsOf,
  type Properties,
  required,
  type Taker,
  text,
} from './shape';
