import type { IConstruct } from 'constructs';
import { Faults } from '../declaration';
import { inspectPartnerId, PartnerAdminLink } from '../principals';
import { knownToEqual, readable } from '../terraform';
import { inspectSubject, type MatcherResult, nameOf } from './matcher';

/** Passes if a `PartnerAdminLink` in a construct links to a Partner ID. */
export function toLinkPartnerId(scope: IConstruct, partnerId: string): MatcherResult {
  const faults = Faults.none();
  inspectSubject(scope, faults);
  inspectPartnerId(partnerId, faults.at('partnerId'));
  faults.throwIfAny('toLinkPartnerId');

  const links = PartnerAdminLink._inAppOf(scope).filter(link => link.node.scopes.includes(scope));
  const pass = links.some(link => link.partnerId === partnerId || knownToEqual(link.partnerId, partnerId));
  const subject = `partner admin link to ${readable(partnerId)} in ${nameOf(scope)}`;
  const list = links.map(
    link => `  "${link.node.path}" links ${readable(link.principal.principalId)} to ${readable(link.partnerId)}`,
  );
  return {
    pass,
    message: () =>
      list.length === 0
        ? `there is no ${subject}, and none at all; declare a PartnerLinkStack`
        : [`${pass ? 'expected' : 'there is'} no ${subject}`, '', ...list].join('\n'),
  };
}
