export { ConfirmationReport } from './confirmation-report';
export type {
  CauseTotals,
  ConfirmationDocument,
  ConfirmationSource,
  ConfirmationTotals,
  ConfirmedCustomer,
  ConfirmedDay,
  ConfirmedSubscription,
  DayAmounts,
  DayVerdict,
  JudgedReadiness,
  LossCause,
  LossTotals,
  LostResource,
  SubscriptionLoss,
  UndeclaredUsage,
} from './confirmation-document';
export { NOBODY_EARNED } from './words';
