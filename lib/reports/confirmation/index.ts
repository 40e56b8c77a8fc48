export { ConfirmationReport } from './confirmation-report';
export type {
  ConfirmationDocument,
  ConfirmationSource,
  ConfirmationTotals,
  ConfirmedCustomer,
  ConfirmedDay,
  ConfirmedSubscription,
  DayAmounts,
  DayVerdict,
  LostResource,
  UndeclaredUsage,
} from './confirmation-document';
export { NOBODY_EARNED } from './words';
