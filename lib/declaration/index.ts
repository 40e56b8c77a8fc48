export type { Fault } from './declaration-error';
export { DeclarationError } from './declaration-error';
export { Faults, LONGEST_TEXT } from './faults';
