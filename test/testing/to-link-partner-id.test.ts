import 'cdktf-partner-earned-credit/testing';
import { PartnerLinkStack, SignIn } from 'cdktf-partner-earned-credit';
import { automation, newApp, newStack, token, untyped } from '../fabrikam';
import { failureOf } from './failure-of';

const principal = { ...automation, linkedPartnerId: undefined };
const newLink = (partnerId = '1234567', app = newApp()) =>
  new PartnerLinkStack(app, 'partner-link', { partnerId, principal, signIn: SignIn.oidc() });

describe('expect(…).toLinkPartnerId', () => {
  it('is met by a link in the app, the stack or the construct', () => {
    const stack = newLink();
    expect(stack.node.root).toLinkPartnerId('1234567');
    expect(stack).toLinkPartnerId('1234567');
    expect(newStack('other', stack.node.root)).not.toLinkPartnerId('1234567');
    expect(failureOf(() => expect(stack).not.toLinkPartnerId('1234567'))).toBe(
      'expected no partner admin link to 1234567 in "partner-link"\n\n' +
        `  "partner-link/partner-admin-link" links ${principal.principalId} to 1234567`,
    );
  });

  it('is not met by another Partner ID, nor by none', () => {
    expect(failureOf(() => expect(newLink('7654321').node.root).toLinkPartnerId('1234567'))).toBe(
      'there is no partner admin link to 1234567 in the app\n\n' +
        `  "partner-link/partner-admin-link" links ${principal.principalId} to 7654321`,
    );
    expect(failureOf(() => expect(newApp()).toLinkPartnerId('1234567'))).toBe(
      'there is no partner admin link to 1234567 in the app, and none at all; declare a PartnerLinkStack',
    );
  });

  it('compares what only Terraform knows with the very same value', () => {
    const partnerId = token(newStack(), 'PartnerId');
    expect(newLink(partnerId)).toLinkPartnerId(partnerId);
    expect(newLink(partnerId)).not.toLinkPartnerId('1234567');
    expect(newLink()).not.toLinkPartnerId(partnerId);
  });

  it('names every fault of its use', () => {
    expect(failureOf(() => expect(null).toLinkPartnerId(untyped(1234567)))).toBe(
      [
        'toLinkPartnerId has 2 faults:',
        '  - expect(…): null is not a construct; give the App, a stack or a construct itself, not what Testing.synth returns',
        '  - partnerId: 1234567 is not a text; expected the Partner ID of the location account: digits, as text',
      ].join('\n'),
    );
  });
});
