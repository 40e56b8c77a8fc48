export {
  changesSince,
  MANIFEST_FILE,
  type ManifestEntry,
  manifestFromJson,
  manifestToJson,
  type PortfolioChanges,
  type PortfolioManifest,
} from './portfolio-manifest';
