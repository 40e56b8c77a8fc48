import { Authorization, AzureBuiltInRole, PecAutomation, Principal } from 'cdktf-partner-earned-credit';
import { Faults, faultText, objectOf } from '../../../lib/declaration';
import { DELEGATED_ACCESS, DelegatedAccess, type DelegatedAccessProps } from '../../../lib/lighthouse';
import {
  ada,
  automation,
  contributors,
  MANAGING_TENANT,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';

const EARNING = 'choose a role that earns, such as "Support Request Contributor"';
const elsewhere = PecAutomation.fromAttributes({ ...automation, tenantId: OTHER_SUBSCRIPTION });

function faultsOf(props: DelegatedAccessProps): string[] {
  const faults = Faults.none();
  DelegatedAccess.of(props).inspect(faults);
  return faults.found.map(faultText);
}

function rolesOf(props: DelegatedAccessProps): string[] {
  return DelegatedAccess.of(props).authorizations.map(({ principal, role }) => `${principal.label}: ${role.name}`);
}

describe('the access that an offer gives', () => {
  it('is made once for the same offer, PEC-Automation and role, and anew for another of each', () => {
    const offer = newOffer();
    const role = AzureBuiltInRole.READER;
    const access = DelegatedAccess.of({ offer, automation, automationRole: role });
    expect(DelegatedAccess.of({ offer, automation, automationRole: role })).toBe(access);
    const others = [
      { offer: newOffer(), automation, automationRole: role },
      { offer, automation: elsewhere, automationRole: role },
      { offer, automationRole: role },
      { offer, automation, automationRole: AzureBuiltInRole.CONTRIBUTOR },
      { offer, automation },
    ].map(props => DelegatedAccess.of(props));
    expect(new Set([access, ...others]).size).toBe(6);
  });

  it('is not sound for any PEC-Automation because it is for one', () => {
    const offer = newOffer();
    expect(faultsOf({ offer, automation })).toEqual([]);
    expect(faultsOf({ offer, automation: elsewhere })).toEqual([expect.stringMatching(/^automation\.tenantId: /)]);
    const none = newOffer({ authorizations: [] });
    expect(faultsOf({ offer: none, automation })).toEqual([]);
    expect(faultsOf({ offer: none })).toEqual([expect.stringMatching(/^offer\.authorizations: is empty/)]);
  });

  it('is not sound for any role because it is for one', () => {
    const offer = newOffer();
    expect(faultsOf({ offer, automation, automationRole: AzureBuiltInRole.READER })).toEqual([]);
    expect(faultsOf({ offer, automation, automationRole: AzureBuiltInRole.of('Owner') })).toEqual([
      expect.stringMatching(/^automationRole: "Owner" cannot be delegated/),
    ]);
  });

  it('holds what is declared, PEC-Automation, and the right to end the delegation', () => {
    const offer = newOffer();
    const [contributor, end] = ['operators: Contributor', `operators: ${DELETE}`];
    expect(rolesOf({ offer, automation })).toEqual([contributor, 'PEC-Automation: Support Request Contributor', end]);
    expect(rolesOf({ offer, automation, automationRole: AzureBuiltInRole.READER })).toEqual([
      contributor,
      'PEC-Automation: Reader',
      end,
    ]);
    expect(rolesOf({ offer })).toEqual([contributor, end]);
    expect(rolesOf({ offer, automation: elsewhere })).toEqual([]);
  });

  it('tells what is wrong once, also where something could not be taken', () => {
    const faults = Faults.none();
    faults.at('offer').report('is no offer');
    DelegatedAccess.of({ offer: untyped(undefined), automation: elsewhere }).inspect(faults);
    expect(faults.found.map(faultText)).toEqual(['offer: is no offer']);
    const refused = Faults.none();
    refused.at('automation').report('is no PEC-Automation');
    DelegatedAccess.of({ offer: newOffer({ authorizations: [] }) }).inspect(refused);
    expect(refused.found.map(faultText)).toEqual(['automation: is no PEC-Automation']);
  });

  it('is taken with an offer, a principal and a role', () => {
    const faults = Faults.none();
    const take = objectOf<DelegatedAccessProps>('an access', '{ … }', DELEGATED_ACCESS);
    const given = { offer: newOffer(), automation, automationRole: AzureBuiltInRole.READER };
    expect(take(given, faults)).toEqual(given);
    expect(faults.isEmpty).toBe(true);
    take(untyped({ offer: 'Gold', automationRole: 'Reader' }), faults);
    expect(faults.found.map(faultText)).toEqual([
      'offer: "Gold" is not an offer; make it with new LighthouseOffer',
      'automationRole: "Reader" is not a role; take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)',
    ]);
  });

  it('stays as it was found', () => {
    const { authorizations } = DelegatedAccess.of({ offer: newOffer({ authorizations: [contributors] }), automation });
    expect(Object.isFrozen(authorizations)).toBe(true);
    expect(Principal.group(automation.principalId).isSameAs(authorizations[1].principal)).toBe(true);
  });
});

describe('PEC-Automation beside an offer', () => {
  const offer = newOffer();

  it('has to live in the managing tenant', () => {
    expect(faultsOf({ offer, automation: elsewhere })).toEqual([
      `automation.tenantId: "${OTHER_SUBSCRIPTION}" is not the managing tenant ${MANAGING_TENANT} of the offer; ` +
        'PEC-Automation has to live in the managing tenant',
    ]);
    expect(faultsOf({ offer, automation: { ...automation, tenantId: MANAGING_TENANT.toUpperCase() } })).toEqual([]);
    const unknown = newOffer({ managingTenantId: token(newStack(), 'tenant') });
    expect(faultsOf({ offer: unknown, automation })).toEqual([]);
  });

  it('is compared with no tenant that is none', () => {
    expect(faultsOf({ offer: newOffer({ managingTenantId: 'fabrikam' }), automation })).toEqual([
      'offer.managingTenantId: "fabrikam" is not a GUID; expected the id of the managing tenant: ' +
        '8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it('needs its ids', () => {
    const wrong = { principalId: 'pec', clientId: '', tenantId: untyped(undefined) };
    expect(faultsOf({ offer, automation: wrong })).toEqual([
      'automation.principalId: "pec" is not a GUID; expected the object id of the service principal: ' +
        '8-4-4-4-12 hexadecimal digits',
      'automation.tenantId: is missing; expected the id of the managing tenant',
      'automation.clientId: is missing; expected the application (client) id',
    ]);
  });

  it('is not its application', () => {
    const { clientId } = automation;
    expect(faultsOf({ offer, automation: { ...automation, principalId: clientId } })).toEqual([
      `automation.principalId: "${clientId}" is the application (client) id; expected the service principal's object ` +
        'id, which Entra shows under Enterprise applications',
    ]);
  });

  it('is compared with the authorizations once it is sound', () => {
    const asGroup = Authorization.permanent(Principal.group(automation.principalId, 'PEC'), AzureBuiltInRole.READER);
    const twice = newOffer({ authorizations: [asGroup] });
    expect(faultsOf({ offer: twice, automation })).toEqual([
      'offer.authorizations[0].principal: "PEC" is PEC-Automation and no group; ' +
        'make it with Principal.servicePrincipal, or leave it out: every delegation adds it',
    ]);
    expect(faultsOf({ offer: twice, automation: { ...automation, clientId: 'abc' } })).toEqual([
      'automation.clientId: "abc" is not a GUID; expected the application (client) id: 8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it.each<[string, AzureBuiltInRole, string]>([
    ['Owner', AzureBuiltInRole.of('Owner'), `"Owner" cannot be delegated; ${EARNING}`],
    [
      'User Access Administrator',
      AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR,
      `"User Access Administrator" needs delegated roles; ${EARNING}`,
    ],
    [
      'the right to end the delegation',
      AzureBuiltInRole.of('managed services registration assignment delete role'),
      `"Managed Services Registration assignment Delete Role" must not go to PEC-Automation; ${EARNING}`,
    ],
    [
      'a role with data actions',
      AzureBuiltInRole.of('Monitoring Metrics Publisher'),
      `"Monitoring Metrics Publisher" has data actions, which Azure Lighthouse refuses; ${EARNING}`,
    ],
    [
      'a restricted role',
      AzureBuiltInRole.of('Locks Contributor'),
      '"Locks Contributor" contains Microsoft.Authorization/locks/delete, Microsoft.Authorization/locks/write, ' +
        `which Azure Lighthouse refuses; ${EARNING}`,
    ],
    [
      'an unknown role',
      AzureBuiltInRole.of('Contributr'),
      '"Contributr" is not a built-in role; did you mean "Contributor"?',
    ],
    [
      'an unknown role that is like one which does not earn',
      AzureBuiltInRole.of('Raeder'),
      `"Raeder" is not a built-in role; ${EARNING}`,
    ],
    [
      'a name',
      untyped('Contributor'),
      '"Contributor" is not a role; take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)',
    ],
    ['anything else', untyped(5), '5 is not a role; take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)'],
  ])('cannot hold %s', (_case, automationRole, sentence) => {
    expect(faultsOf({ offer, automation, automationRole })).toEqual([`automationRole: ${sentence}`]);
  });
});

describe('the offer of a delegation', () => {
  it.each<[unknown, string]>([
    [undefined, 'is missing; make it with new LighthouseOffer'],
    [null, 'is missing; make it with new LighthouseOffer'],
    ['Fabrikam', '"Fabrikam" is not an offer; make it with new LighthouseOffer'],
    [{ authorizations: [] }, 'an object is not an offer; make it with new LighthouseOffer'],
  ])('cannot be %j', (offer, sentence) => {
    expect(faultsOf({ offer: untyped(offer) })).toEqual([`offer: ${sentence}`]);
  });

  it('must give something to somebody', () => {
    const offer = newOffer({ authorizations: [] });
    expect(faultsOf({ offer })).toEqual([
      'offer.authorizations: is empty and there is no automation; a delegation needs one authorization at least',
    ]);
    expect(faultsOf({ offer, automation })).toEqual([]);
    expect(rolesOf({ offer })).toEqual([]);
  });

  it('needs a permanent authorization, because azurerm does', () => {
    const eligible = Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR);
    const offer = newOffer({ authorizations: [eligible] });
    expect(faultsOf({ offer })).toEqual([
      'offer.authorizations: are eligible only and there is no automation; add Authorization.permanent with AzureBuiltInRole.READER',
    ]);
    expect(faultsOf({ offer, automation })).toEqual([]);
    expect(faultsOf({ offer: newOffer({ authorizations: [eligible, contributors] }) })).toEqual([]);
  });

  it('gives nothing as long as something is wrong, be it with its role or with what it has not', () => {
    const offer = newOffer({ authorizations: [Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR)] });
    expect(rolesOf({ offer, automationRole: AzureBuiltInRole.of('Owner') })).toEqual([]);
  });

  it('is not said to be eligible only where an authorization is none', () => {
    expect(faultsOf({ offer: newOffer({ authorizations: [untyped({})] }) })).toEqual([
      'offer.authorizations[0]: an object is not an authorization; ' +
        'make it with Authorization.permanent or Authorization.eligible',
    ]);
  });
});

const DELETE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE.name;
