export { isDay } from './day';
export { packageVersion } from './package-version';
export { matcherOf } from './pattern';
export { isList, isRecord, memberOf, textOrNone } from './value';
export { withoutSecrets } from './secrets';
export { kindOf, shown } from './shown';
export { codeOf, messageOf } from './thrown';
export { clipped, visible, visibleLines, withoutUnseen } from './visible';
