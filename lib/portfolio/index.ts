export { CustomerPortfolio } from './customer-portfolio';
export type { CustomerPortfolioProps } from './portfolio-props';
export type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioCloud,
  PortfolioEntry,
  PortfolioOffer,
  PortfolioOnboarding,
  PortfolioSubscription,
} from './portfolio-entry';
export { PORTFOLIO_CLOUDS } from './portfolio-entry';
export { entriesOf } from './portfolio-entry-shape';
export { PortfolioFile } from './portfolio-file';
export { inspectFile, type KnownProgram, supposedAutomation } from './portfolio-file-rules';
export { keyOf, resolved, yaml } from './yaml-library';
