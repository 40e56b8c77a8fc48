export { CustomerPortfolio, type CustomerPortfolioProps } from './customer-portfolio';
export type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioEntry,
  PortfolioSubscription,
} from './portfolio-entry';
export {
  changesSince,
  MANIFEST_FILE,
  type ManifestEntry,
  manifestFromJson,
  manifestToJson,
  type PortfolioChanges,
  type PortfolioManifest,
} from './portfolio-manifest';
