export { matching } from './comparison';
export { grouped } from './grouped';
export { Knowledge, type VerificationInput } from './knowledge';
export type {
  AccessObservation,
  ActivityObservation,
  IdentityObservation,
  MetAs,
  Observations,
  SubscriptionObservation,
} from './observations';
export { verify } from './verify';
