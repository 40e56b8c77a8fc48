export { CustomerPortfolio } from './customer-portfolio';
export type { CustomerPortfolioProps } from './portfolio-props';
export type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioEntry,
  PortfolioSubscription,
} from './portfolio-entry';
