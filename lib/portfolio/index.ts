export { CustomerPortfolio } from './customer-portfolio';
export type { CustomerPortfolioProps } from './portfolio-props';
export type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioCloud,
  PortfolioEntry,
  PortfolioOnboarding,
  PortfolioSubscription,
} from './portfolio-entry';
