export { addressOf } from './address-of';
export { armGuid } from './arm-guid';
export { assertSameFramework, FrameworkMismatchError } from './framework';
export { HCP_TERRAFORM_NAMES } from './hcp-terraform';
export { ImportBlock } from './import-block';
export { argument, literal, literally } from './literal';
export { isPlainObject, isReference, resemblesReference, textAround } from './references';
export { isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid, readable } from './unresolved';
export { withoutTokenTraces } from './without-token-traces';
