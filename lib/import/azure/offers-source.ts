import { AzureBuiltInRole, BUILT_IN_ROLE } from '../../azure';
import type { LiveActivation, LiveAuthorization } from '../../azure-live';
import { visible } from '../../text';
import { keyText } from '../found/key';
import type { NamedOffer } from './offer-book';
import { ProgramText } from './program-text';

/** Who is who in the managing tenant. */
export interface ManagingTenant {
  readonly id: string;
  /** The object id of PEC-Automation, if it is known. */
  readonly automation?: string;
  /** Its client id, if Microsoft Graph told. */
  readonly automationClientId?: string;
  /** The object ids of service principals; everybody else is written as a group, because Azure does not tell. */
  readonly servicePrincipals: ReadonlySet<string>;
}

/**
 * The program's part: offers as a person would write them, and PEC-Automation.
 *
 * @param present the program that is there, to which this is added: nothing in it is declared again
 */
export function offersSource(offers: readonly NamedOffer[], tenant: ManagingTenant, present = ''): string {
  const program = new ProgramText(present);
  const there = program.names;
  const principals = new Principals(tenant, program);
  const entries = offers.map(({ key, offer }) => [
    `  ${quoted(key)}: new LighthouseOffer({`,
    `    name: ${quoted(offer.name)},`,
    ...(offer.description === undefined ? [] : [`    description: ${quoted(offer.description)},`]),
    '    managingTenantId,',
    ...(offer.authorizations.some(({ roleId }) => roleId === DELETE_ROLE.id) ? [] : NOBODY_ENDS_IT),
    '    authorizations: [',
    ...offer.authorizations.map(each => `      ${authorizationSource(each, principals)},`),
    '    ],',
    '  }),',
  ]);
  const name = there.has('offers') ? principals.free('new-offers') : 'offers';
  const sections = [
    there.has('managingTenantId') ? [] : [`const managingTenantId = ${quoted(tenant.id)};`],
    principals.declarations,
    there.has('automation') ? [] : automationSource(tenant),
    [`export const ${name} = {`, ...entries.flat(), '};'],
  ].filter(lines => lines.length > 0);
  const used = ['Authorization', 'AzureBuiltInRole', 'LighthouseOffer', 'PecAutomation', 'Principal'].filter(
    each => !there.has(each) && sections.flat().some(line => new RegExp(`\\b${each}\\.|new ${each}\\(`).test(line)),
  );
  const imports = used.length === 0 ? [] : [[`import { ${used.join(', ')} } from 'cdktf-partner-earned-credit';`]];
  return [...imports, ...sections].map(lines => `${lines.join('\n')}\n`).join('\n');
}

const { MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE: DELETE_ROLE } = AzureBuiltInRole;

const NOBODY_ENDS_IT = [
  '    // Nobody of you can end these delegations. Without this line the next plan gives operators that right.',
  '    operatorsCanEndDelegation: false,',
];

function automationSource({ automation, automationClientId }: ManagingTenant): string[] {
  if (automation === undefined) {
    return [];
  }
  const clientId =
    automationClientId === undefined
      ? `    clientId: '…', // az ad sp show --id ${automation} --query appId`
      : `    clientId: ${quoted(automationClientId)},`;
  return [
    'export const automation = PecAutomation.fromAttributes({',
    `    principalId: ${quoted(automation)},`,
    clientId,
    '    tenantId: managingTenantId,',
    '});',
  ].map(line => line.replace(/^ {4}/, '  '));
}

function authorizationSource(authorization: LiveAuthorization, principals: Principals): string {
  const { isPermanent, roleId, delegatedRoleIds = [], activation } = authorization;
  const holder = `${principals.nameOf(authorization)}, ${roleSource(roleId)}`;
  if (isPermanent) {
    return delegatedRoleIds.length === 0
      ? `Authorization.permanent(${holder})`
      : `Authorization.permanent(${holder}, { delegatedRoles: [${delegatedRoleIds.map(roleSource).join(', ')}] })`;
  }
  return activation === undefined
    ? `Authorization.eligibleWithoutPolicy(${holder})`
    : `Authorization.eligible(${holder}, { ${policySource(activation, principals)} })`;
}

function policySource(
  { maximumDuration, multiFactorAuthentication, approvers }: LiveActivation,
  principals: Principals,
): string {
  return [
    ...(maximumDuration === undefined ? [] : [`maximumActivationDuration: ${quoted(maximumDuration)}`]),
    `multiFactorAuthentication: ${multiFactorAuthentication}`,
    ...(approvers.length === 0 ? [] : [`approvers: [${approvers.map(each => principals.nameOf(each)).join(', ')}]`]),
  ].join(', ');
}

/** The members of the class by the GUIDs of their roles. */
let members: ReadonlyMap<string, string> | undefined;

function roleSource(roleId: string): string {
  members ??= new Map(
    Object.entries(AzureBuiltInRole).flatMap(([name, role]) =>
      BUILT_IN_ROLE.includes(role) ? [[role.id, `AzureBuiltInRole.${name}`] as const] : [],
    ),
  );
  const role = AzureBuiltInRole.of(roleId);
  return (
    members.get(roleId) ??
    (role.isKnown
      ? `AzureBuiltInRole.of(${quoted(role.name)})`
      : `AzureBuiltInRole.newerThanCatalogue(${quoted(roleId)}, ${quoted(roleId)})`)
  );
}

/** Names that mean something else in a program, or in this one. */
const TAKEN = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum eval export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof var void while with yield arguments offers automation managingTenantId'
  ).split(' '),
);

/** The principals of all offers, each declared once under a name of its own. */
class Principals {
  public readonly declarations: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly used: Set<string>;
  private readonly present: ReadonlyMap<string, string>;

  constructor(
    private readonly tenant: ManagingTenant,
    program: ProgramText,
  ) {
    this.used = new Set([...TAKEN, ...program.names]);
    this.present = program.principals;
  }

  public nameOf({ principalId, principalName }: Pick<LiveAuthorization, 'principalId' | 'principalName'>): string {
    const id = `${principalId} ${principalName ?? ''}`;
    const known = this.names.get(id);
    if (known !== undefined) {
      return known;
    }
    const made = [principalId, ...(principalName === undefined ? [] : [principalName])].map(quoted).join(', ');
    const present = this.present.get(made);
    const name = present ?? this.free(principalName ?? '');
    this.names.set(id, name);
    if (present !== undefined) {
      return name;
    }
    const isServicePrincipal = this.tenant.servicePrincipals.has(principalId) || principalId === this.tenant.automation;
    const kind = isServicePrincipal ? 'servicePrincipal' : 'group';
    this.declarations.push(`const ${name} = Principal.${kind}(${made});`);
    return name;
  }

  /** A name for a constant that nothing else has. */
  public free(text: string): string {
    const words = keyText(text, 40).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const base = /^[a-z]/.test(words) ? words : `principal${words}`;
    let name = base;
    for (let number = 2; this.used.has(name); number++) {
      name = `${base}${number}`;
    }
    this.used.add(name);
    return name;
  }
}

/** A text of Azure in single quotes, in which nothing ends it, and nothing is there that a reader does not see. */
function quoted(text: string): string {
  return `'${visible(JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'"))}'`;
}
