export { isDay } from './day';
export { withoutInnerFrames } from './frames';
export { matcherOf } from './pattern';
export { isList, isRecord, memberOf, textOrNone } from './value';
export { placeholderFault, placeholderIn } from './placeholder';
export { withoutSecrets } from './secrets';
export { kindOf, shown } from './shown';
export { codeOf, messageOf } from './thrown';
export { clipped, visible, visibleLines, withoutUnseen } from './visible';
