export { isSettled } from './active-delegation';
export { automationRoles } from './authorizations';
export { matching } from './comparison';
export { hasFailed } from './earning';
export { grouped } from './grouped';
export { wasRead } from './judgement';
export {
  type AccessObservation,
  type ActivityObservation,
  type IdentityObservation,
  isAccess,
  type MetAs,
  type Observations,
  type SubscriptionObservation,
  UNSEEN,
} from './observations';
export { verify } from './verify';
