/** What else is made of the catalogue of roles: the names that editors complete, in TypeScript and in a file of customers. */
import {
  LighthouseSupport,
  PartnerEarnedCreditEligibility,
  type RoleCatalogue,
  type RoleFacts,
} from '../lib/azure/role-catalogue';

/** The part of `portfolio.schema.json` that is made here. */
interface RoleSchema {
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly maxLength: number;
  readonly pattern: string;
  readonly anyOf: readonly { readonly description: string; readonly enum?: string[]; readonly pattern?: string }[];
}

/** The names of the roles that Azure has, as a type. */
export function roleNames({ roles, date }: RoleCatalogue): string {
  return [
    `/** The name that a built-in role had on ${date}. Made by \`npm run roles\`. */`,
    'export type BuiltInRoleName =',
    `${roles.map(({ name }) => `  | ${typeScriptText(name)}`).join('\n')};`,
    '',
  ].join('\n');
}

/**
 * What a role is in a file of customers. An editor offers the names, says what each brings, and warns of any other text;
 * synth takes names in upper and lower case alike, so a warning is no fault yet.
 */
export function roleSchema({ roles }: RoleCatalogue): RoleSchema {
  const named = (description: string, isOne: (role: RoleFacts) => boolean) => ({
    description,
    enum: roles.filter(isOne).map(({ name }) => name),
  });
  const today = new Set(roles.map(({ name }) => name));
  return {
    title: 'a role',
    description: 'The name or GUID of a built-in role.',
    type: 'string',
    maxLength: 256,
    pattern: '\\S',
    anyOf: [
      ...Object.entries(MEANINGS).map(([eligibility, description]) =>
        named(description, role => isDelegable(role) && role.partnerEarnedCredit === eligibility),
      ),
      named('Azure Lighthouse does not delegate it.', role => !isDelegable(role)),
      {
        description: 'A former name; the role has another now.',
        enum: [...new Set(roles.flatMap(({ formerNames = [] }) => formerNames))]
          .filter(name => !today.has(name))
          .sort(),
      },
      {
        description: 'The GUID of a role definition, or its full resource id.',
        pattern: '^(.*/)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
      },
    ],
  };
}

const MEANINGS: Record<PartnerEarnedCreditEligibility, string> = {
  [PartnerEarnedCreditEligibility.EARNS]: "Earns: Partner Center's page of roles lists it with yes.",
  [PartnerEarnedCreditEligibility.DOES_NOT_EARN]: "Does not earn: Partner Center's page of roles lists it with no.",
  [PartnerEarnedCreditEligibility.UNLISTED]: "Not listed: Partner Center's page of roles says neither yes nor no.",
};

const DELEGABLE: readonly string[] = [LighthouseSupport.SUPPORTED, LighthouseSupport.DELEGATED_ROLES_ONLY];

function isDelegable({ lighthouse }: RoleFacts): boolean {
  return DELEGABLE.includes(lighthouse);
}

function typeScriptText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
