export { CustomerPortfolio, type CustomerPortfolioProps } from './customer-portfolio';
export type {
  ExistingDelegation,
  PortfolioAuthorization,
  PortfolioEntry,
  PortfolioSubscription,
} from './portfolio-entry';
