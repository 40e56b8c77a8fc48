export type { Fault } from './declaration-error';
export { DeclarationError } from './declaration-error';
export { Faults } from './faults';
