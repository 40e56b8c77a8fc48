import { AzureBuiltInRole, PecAutomation, Principal } from 'cdktf-partner-earned-credit';
import { Faults, faultText } from '../../../lib/declaration';
import { DelegatedAccess, type DelegatedAccessProps } from '../../../lib/lighthouse';
import { automation, contributors, newOffer, OTHER_SUBSCRIPTION, untyped } from '../../fabrikam';

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

  it('stays as it was found', () => {
    const { authorizations } = DelegatedAccess.of({ offer: newOffer({ authorizations: [contributors] }), automation });
    expect(Object.isFrozen(authorizations)).toBe(true);
    expect(Principal.group(automation.principalId).isSameAs(authorizations[1].principal)).toBe(true);
  });
});

const DELETE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE.name;
