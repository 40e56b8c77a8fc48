export { matcherOf } from './pattern';
export { isRecord, memberOf } from './record';
export { withoutSecrets } from './secrets';
export { kindOf, shown } from './shown';
export { codeOf, messageOf } from './thrown';
export { clipped, visible, visibleLines } from './visible';
