export { ReadinessReport } from './readiness-report';
export { reportTexts } from './report-files';
export * from './confirmation';
