import { Kind } from '../../azure';
import type { Authorization } from './authorization';
import type { LighthouseOffer } from './lighthouse-offer';
import type { Principal } from './principal';

/** Users, groups and service principals. */
export const PRINCIPAL = new Kind<Principal>(
  'Principal',
  'a Principal',
  'make it with Principal.group, user or servicePrincipal',
);

/** Authorizations. */
export const AUTHORIZATION = new Kind<Authorization>(
  'Authorization',
  'an authorization',
  'make it with Authorization.permanent or Authorization.eligible',
);

/** Offers. */
export const OFFER = new Kind<LighthouseOffer>('LighthouseOffer', 'an offer', 'make it with new LighthouseOffer');
