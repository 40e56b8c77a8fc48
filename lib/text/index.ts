export { matcherOf } from './pattern';
export { withoutSecrets } from './secrets';
export { kindOf, shown } from './shown';
export { clipped, visible, visibleLines } from './visible';
