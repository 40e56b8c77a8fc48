export { AppOutput } from './app-output';
export { CustomerStatus, isStatus, STATUSES } from './customer-status';
export { parseJson } from './json-text';
export { EARLIER_MANIFEST_FILE, OutputFolder, REPORT_FILES, TEMPLATE_FOLDER } from './output-folder';
export {
  changesSince,
  MANIFEST_FILE,
  type ManifestEntry,
  isLeftOut,
  manifestFromJson,
  manifestToJson,
  type PortfolioChanges,
  type PortfolioManifest,
} from './portfolio-manifest';
export { jsonTextOf } from './text-of-file';
