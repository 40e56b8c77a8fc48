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
