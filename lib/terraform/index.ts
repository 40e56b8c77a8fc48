export { addressOf, dependOn } from './address-of';
export { armGuid } from './arm-guid';
export { assertSameFramework, FrameworkMismatchError } from './framework';
export { ImportBlock } from './import-block';
export { argument, literal, literally } from './literal';
export { prepareReferences } from './prepare-references';
export { isPlainObject, isReference, resemblesReference, textAround } from './references';
export { isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid, readable } from './unresolved';
export { withoutTokenTraces } from './without-token-traces';
