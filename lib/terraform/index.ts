export { AppRegistry } from './app-registry';
export { assertSameFramework, FrameworkMismatchError } from './framework';
export { ImportBlock } from './import-block';
export { isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid, readable } from './unresolved';
export { withoutTokenTraces } from './without-token-traces';
