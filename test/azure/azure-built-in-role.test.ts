import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureBuiltInRole, LighthouseSupport, PartnerEarnedCreditEligibility } from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const USER_ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
const CUSTOM_ROLE = '00000000-0000-0000-0000-0000000000aa';

/** The 98 roles that the page lists with "yes", under the names it gives them. */
const EARNING: [name: string, id: string][] = [
  ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
  ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
  ['ACRDelete', 'c2f4ef07-c644-48eb-af81-4b1b4947fb11'],
  ['ACRImageSigner', '6cef56e8-d556-48e5-a04f-b8e64114680f'],
  ['ACRPull', '7f951dda-4ed3-4680-a7ca-43fe172d538d'],
  ['AcrPush', '8311e382-0749-4cb8-b61a-304f252e45ec'],
  ['AcrQuarantineWriter', 'c8d4ff99-41c3-41a8-9f60-21dfdad59608'],
  ['API Management Service Contributor', '312a565d-c81f-4fd8-895a-4e21e48d571c'],
  ['API Management Service Operator Role', 'e022efe7-f5ba-4159-bbe4-b44f577e9b61'],
  ['Application Insights Component Contributor', 'ae349356-3a1b-4a5e-921d-050484c6347e'],
  ['Application Insights Snapshot Debugger', '08954f03-6346-4c2e-81c0-ec3a5cfae23b'],
  ['Automation Job Operator', '4fe576fe-1146-4730-92eb-48519fa6bf9f'],
  ['Automation Operator', 'd3881f73-407a-4167-8283-e981cbba0404'],
  ['Automation Runbook Operator', '5fb5aef8-1081-4b8e-bb16-9d5d0385bab5'],
  ['Avere Contributor', '4f8fab4f-1852-4a58-a46a-8eaf358af14a'],
  ['Avere Operator', 'c025889f-8102-4ebf-b32c-fc0c6f0c6bd9'],
  ['Azure Event Hubs Data Owner', 'f526a384-b230-433a-b45c-95f59c4a2dec'],
  ['Azure Event Hubs Data Receiver', 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'],
  ['Azure Event Hubs Data Sender', '2b629674-e913-4c01-ae53-ef4638d8f975'],
  ['Azure Kubernetes Service Cluster Admin Role', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8'],
  ['Azure Kubernetes Service Cluster User Role', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'],
  ['Azure Service Bus Data Owner', '090c5cfd-751d-490a-894a-3ce6f1109419'],
  ['Azure Service Bus Data Receiver', '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'],
  ['Azure Service Bus Data Sender', '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'],
  ['Azure Stack Registration Owner', '6f12a6df-dd06-4f3e-bcb1-ce8be600526a'],
  ['Backup Contributor', '5e467623-bb1f-42f4-a55d-6e525e11384b'],
  ['Backup Operator', '00c29273-979b-4161-815c-10b084fb9324'],
  ['BizTalk Contributor', '5e3c6656-6cfa-4708-81fe-0de47ac73342'],
  ['Blockchain Member Node Access (Preview)', '31a002a1-acaf-453e-8a5b-297c9ca1ea24'],
  ['Blueprint Contributor', '41077137-e803-4205-871c-5a86e6a753b4'],
  ['Blueprint Operator', '437d2ced-4a38-4302-8479-ed2bcb43d090'],
  ['CDN Endpoint Contributor', '426e0c7f-0c7e-4658-b36f-ff54d6c29b45'],
  ['CDN Profile Contributor', 'ec156ff8-a8d1-4d15-830c-5b80698ca432'],
  ['Classic Network Contributor', 'b34d265f-36f7-4a0d-a4d4-e158ca92e90f'],
  ['Classic Storage Account Contributor', '86e8f5dc-a6e9-4c67-9d15-de283e8eac25'],
  ['Classic Storage Account Key Operator Service Role', '985d6b00-f706-48f5-a6fe-d0ca12fb668d'],
  ['Classic Virtual Machine Contributor', 'd73bb868-a0df-4d4d-bd69-98a00b01fccb'],
  ['Cognitive Services Contributor', '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68'],
  ['Cosmos DB Operator', '230815da-be43-4aae-9cb4-875f7bd000aa'],
  ['CosmosBackupOperator', 'db7b14f2-5adf-42da-9f96-f2ee17bab5cb'],
  ['Cost Management Contributor', '434105ed-43f6-45c7-a02f-909b2ba83430'],
  ['Data Box Contributor', 'add466c9-e687-43fc-8d98-dfcf8d720be5'],
  ['Data Factory Contributor', '673868aa-7521-48a0-acc6-0f60742d39f5'],
  ['Data Lake Analytics Developer', '47b7735b-770e-4598-a7da-8b91488b4c88'],
  ['Data Purger', '150f5e0c-0603-4f03-8c7f-cf70034c4e90'],
  ['DevTest Labs User', '76283e04-6283-4c54-8f91-bcf1374a3c64'],
  ['DNS Zone Contributor', 'befefa01-2a29-4197-83a8-272ff33ce314'],
  ['DocumentDB Account Contributor', '5bd9cd88-fe45-4216-938b-f97437e15450'],
  ['Event Grid EventSubscription Contributor', '428e0ff0-5e57-4d9c-a221-2c70d0e0a443'],
  ['HDInsight Cluster Operator', '61ed4efc-fab3-44fd-b111-e24485cc132a'],
  ['HDInsight Domain Services Contributor', '8d8d5a11-05d3-4bda-a417-a08778121c7c'],
  ['Intelligent Systems Account Contributor', '03a6d094-3444-4b3d-88af-7477090a9e5e'],
  ['Key Vault Contributor', 'f25e0fa2-a7c8-4377-a976-54943a77a395'],
  ['Lab Creator', 'b97fb8bc-a8b2-4522-a38b-dd33c7e65ead'],
  ['Log Analytics Contributor', '92aaf0da-9dab-42b6-94a3-d43ce8d16293'],
  ['Logic App Contributor', '87a39d53-fc1b-424a-814c-f7e04687dc9e'],
  ['Logic App Operator', '515c2055-d9d4-4321-b1b9-bd0c9a0f79fe'],
  ['Managed Application Operator Role', 'c7393b34-138c-406f-901b-d8cf2b17e6ae'],
  ['Managed Identity Contributor', 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59'],
  ['Managed Identity Operator', 'f1a07417-d97a-45cb-824c-7a7467783830'],
  ['Management Group Contributor', '5d58bcaf-24a5-4b20-bdb6-eed9f69fbe4c'],
  ['Monitoring Contributor', '749f88d5-cbae-40b8-bcfc-e573ddc772fa'],
  ['Monitoring Metrics Publisher', '3913510d-42f4-4e42-8a64-420c390055eb'],
  ['Network Contributor', '4d97b98b-1d4f-4787-a291-c67834d212e7'],
  ['New Relic APM Account Contributor', '5d28c62d-5b37-4476-8438-e587778df237'],
  ['Reader and Data Access', 'c12c1c16-33a1-487b-954d-41c89c60f349'],
  ['Redis Cache Contributor', 'e0f68234-74aa-48ed-b826-c38b57376e17'],
  ['Resource Policy Contributor (Preview)', '36243c78-bf99-498c-9df9-86d9f8d28608'],
  ['Scheduler Job Collections Contributor', '188a0f2f-5c9e-469b-ae67-2aa5ce574b94'],
  ['Search Service Contributor', '7ca78c08-252a-4471-8644-bb5ff32d4ba0'],
  ['Security Admin', 'fb1c8493-542b-48eb-b624-b4c8fea62acd'],
  ['Security Manager (Legacy)', 'e3d13bf0-dd5a-482e-ba6b-9b8433878d10'],
  ['Site Recovery Contributor', '6670b86e-a3f7-4917-ac9b-5d6ab1be4567'],
  ['Site Recovery Operator', '494ae006-db33-4328-bf46-533a6560a3ca'],
  ['Spatial Anchors Account Contributor', '8bbe83f1-e2a6-4df7-8cb4-4e04d4e5c827'],
  ['Spatial Anchors Account Owner', '70bbe301-9835-447d-afdd-19eb3167307c'],
  ['SQL DB Contributor', '9b7fa17d-e63e-47b0-bb0a-15c516ac86ec'],
  ['SQL Managed Instance Contributor', '4939a1f6-9ae0-4e48-a1e0-f2cbe897382d'],
  ['SQL Security Manager', '056cd41c-7e88-42e1-933e-88ba6a50c9c3'],
  ['SQL Server Contributor', '6d8ee4ec-f05a-4a1d-8b00-a9b17e38b437'],
  ['Storage Account Contributor', '17d1049b-9a84-46fb-8f53-869881c3d3ab'],
  ['Storage Account Key Operator Service Role', '81a9662b-bebf-436f-a333-f67b29880f12'],
  ['Storage Blob Data Contributor', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'],
  ['Storage Blob Data Owner', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'],
  ['Storage Blob Delegator', 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'],
  ['Storage File Data SMB Share Contributor', '0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb'],
  ['Storage File Data SMB Share Elevated Contributor', 'a7264617-510b-434b-a828-9731dc254ea7'],
  ['Storage Queue Data Contributor', '974c5e8b-45b9-4653-ba55-5f855dd0fb88'],
  ['Storage Queue Data Message Processor', '8a0f0c08-91a1-4084-bc3d-661d67233fed'],
  ['Storage Queue Data Message Sender', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'],
  ['Support Request Contributor', 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e'],
  ['Traffic Manager Contributor', 'a4b10055-b0c7-44c2-b00f-c7b5b3550cf7'],
  ['User Access Administrator', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'],
  ['Virtual Machine Administrator Login', '1c0163c0-47e6-4577-8991-ea5c82e286e4'],
  ['Virtual Machine Contributor', '9980e02c-c2be-4d73-94e8-173b1dc7cf3c'],
  ['Virtual Machine User Login', 'fb879df8-f326-4884-b1cf-06f3ad86be52'],
  ['Web Plan Contributor', '2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b'],
  ['Website Contributor', 'de139f84-1756-47ae-9be6-808fbbe84772'],
];

/** The 24 roles that the page lists with "no". */
const NOT_EARNING: [name: string, id: string][] = [
  ['Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
  ['AcrQuarantineReader', 'cdda3590-29a3-44f6-95f2-9f980659eb04'],
  ['API Management Service Reader Role', '71522526-b88f-4d52-b57f-d31fc3546d0d'],
  ['Azure Maps Data Reader (Preview)', '423170ca-a8f6-4b0f-8487-9e4eb8f49bfa'],
  ['Backup Reader', 'a795c7a0-d4a2-40c1-ae25-d81f01202912'],
  ['Billing Reader', 'fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64'],
  ['CDN Endpoint Reader', '871e35f6-b5c1-49cc-a043-bde969a0f2cd'],
  ['CDN Profile Reader', '8f96442b-4075-438f-813d-ad51ab4019af'],
  ['Cognitive Services Data Reader (Preview)', 'b59867f0-fa02-499b-be73-45a86b5b3e1c'],
  ['Cognitive Services User', 'a97b65f3-24c7-4388-baec-2e87135dc908'],
  ['Cosmos DB Account Reader Role', 'fbdf93bf-df7d-467e-a4d2-9458aa1360c8'],
  ['Cost Management Reader', '72fafb9e-0641-4937-9268-a91bfd8191a3'],
  ['Data Box Reader', '028f4ed7-e2a9-465e-a8f4-9c0ffdfdc027'],
  ['Event Grid EventSubscription Reader', '2414bbcf-6497-4faf-8c65-045460748405'],
  ['Log Analytics Reader', '73c42c96-874c-492b-b04d-ab87d138a893'],
  ['Managed Applications Reader', 'b9331d33-8a36-4f8c-b097-4f54124fdb44'],
  ['Management Group Reader', 'ac63b705-f282-497d-ac71-919bf39d939d'],
  ['Monitoring Reader', '43d0d8ad-25c7-4714-9337-8ba259a9fe05'],
  ['Security Reader', '39bc4728-0917-49c7-9d2c-d95423bc2eb4'],
  ['Site Recovery Reader', 'dbaa88c4-0c30-4179-9fb3-46319faa6149'],
  ['Spatial Anchors Account Reader', '5d51204f-eb77-4b1c-b86a-2ec626c49413'],
  ['Storage Blob Data Reader', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'],
  ['Storage File Data SMB Share Reader', 'aba4ae5f-2193-4029-9191-0cb91df5e314'],
  ['Storage Queue Data Reader', '19e7f393-937e-4f77-808e-94535e297925'],
];

/** The 29 roles that Lighthouse refuses for what they do below Microsoft.Authorization. */
const RESTRICTED: [name: string, actions: string[]][] = [
  ['Access Review Operator Service Role', ['roleAssignments/delete']],
  ['AVS on Fleet VIS Role', ['roleAssignments/delete']],
  ['AVS Orchestrator Role', ['roleAssignments/delete']],
  ['Azure Container Storage Contributor', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Container Storage Owner', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Azure File Sync Administrator', ['roleAssignments/write']],
  ['Azure IoT Operations Onboarding', ['roleAssignments/write']],
  [
    'Azure Local Migrate Execute Expert',
    ['locks/delete', 'locks/write', 'roleAssignments/delete', 'roleAssignments/write'],
  ],
  ['Azure Local Migrate Owner', ['locks/delete', 'locks/write', 'roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Migrate Decide and Plan Expert', ['locks/delete', 'locks/write']],
  ['Azure Migrate Execute Expert', ['locks/delete', 'locks/write', 'roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Migrate Owner', ['locks/delete', 'locks/write', 'roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Resilience Management Drills Administrator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Resilience Management Drills Assets Administrator', ['roleAssignments/delete', 'roleAssignments/write']],
  [
    'Azure Resilience Management Drills Target Resource Administrator',
    ['roleAssignments/delete', 'roleAssignments/write'],
  ],
  ['Azure Resilience Management Goals Administrator', ['roleAssignments/write']],
  ['Azure Resilience Management Recovery Administrator', ['roleAssignments/write']],
  ['Azure Sphere Owner', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Azure Stack HCI Administrator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Defender CSPM Storage Scanner Operator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Defender for Storage Scanner Operator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['DevCenter Owner', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Foundry Account Owner', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Key Vault Data Access Administrator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Locks Contributor', ['locks/delete', 'locks/write']],
  ['Role Based Access Control Administrator', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Storage Account Backup Contributor', ['locks/delete', 'locks/write']],
  ['Storage Actions Task Assignment Contributor', ['roleAssignments/delete', 'roleAssignments/write']],
  ['Virtual Machine Data Access Administrator (preview)', ['roleAssignments/delete', 'roleAssignments/write']],
];

const roles = AzureBuiltInRole.all();
const constants = Object.entries(AzureBuiltInRole).filter(
  (member): member is [string, AzureBuiltInRole] => member[1] instanceof AzureBuiltInRole,
);
/** Any text, with each of its letters in one case or the other. */
const inAnyCase = (text: string) =>
  fc
    .infiniteStream(fc.boolean())
    .map(upper => [...text].map(c => (upper.next().value ? c.toUpperCase() : c.toLowerCase())).join(''));
const anyRole = fc.constantFrom(...roles);

describe('the catalogue', () => {
  it('was read from Azure on 2026-08-22', () => {
    expect(AzureBuiltInRole.catalogueDate).toBe('2026-08-22');
  });

  it('has 928 roles, by name, no id or name twice', () => {
    expect(roles).toHaveLength(928);
    expect(new Set(roles.map(role => role.id)).size).toBe(928);
    expect(new Set(roles.map(role => role.name.toLowerCase())).size).toBe(928);
    expect(roles.map(role => role.name)).toStrictEqual(roles.map(role => role.name).sort());
  });

  it('knows every id in lower case', () => {
    for (const role of roles) {
      expect(role.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
  });

  it.each([
    [LighthouseSupport.SUPPORTED, 578],
    [LighthouseSupport.DATA_ACTIONS, 319],
    [LighthouseSupport.RESTRICTED_ACTIONS, 29],
    [LighthouseSupport.OWNER, 1],
    [LighthouseSupport.DELEGATED_ROLES_ONLY, 1],
    [LighthouseSupport.UNKNOWN, 0],
  ])('has as %s for Azure Lighthouse: %i roles', (support, count) => {
    expect(roles.filter(role => role.lighthouseSupport === support)).toHaveLength(count);
  });

  it.each([
    [PartnerEarnedCreditEligibility.EARNS, 98],
    [PartnerEarnedCreditEligibility.DOES_NOT_EARN, 24],
    [PartnerEarnedCreditEligibility.UNLISTED, 806],
  ])('has as %s for partner earned credit: %i roles', (eligibility, count) => {
    expect(roles.filter(role => role.partnerEarnedCredit === eligibility)).toHaveLength(count);
  });

  it('knows the 18 roles that include Reader', () => {
    expect(roles.filter(role => role.includesReader)).toHaveLength(18);
    expect(AzureBuiltInRole.READER.includesReader).toBe(true);
    expect(AzureBuiltInRole.CONTRIBUTOR.includesReader).toBe(true);
    expect(AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.includesReader).toBe(false);
    expect(AzureBuiltInRole.newerThanCatalogue(CUSTOM_ROLE, 'Brand New').includesReader).toBeUndefined();
  });

  it('has Owner and User Access Administrator apart', () => {
    expect(AzureBuiltInRole.of('Owner')).toMatchObject({ id: OWNER, lighthouseSupport: LighthouseSupport.OWNER });
    expect(AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR).toMatchObject({
      id: USER_ACCESS_ADMINISTRATOR,
      lighthouseSupport: LighthouseSupport.DELEGATED_ROLES_ONLY,
    });
  });

  it('has restricted actions for the roles that are refused because of them, and for no other', () => {
    const restricted = roles
      .filter(role => role.restrictedActions.length > 0)
      .map(role => [role.name, role.restrictedActions.map(action => action.replace('Microsoft.Authorization/', ''))]);
    expect(restricted).toStrictEqual([...RESTRICTED].sort(([a], [b]) => (a < b ? -1 : 1)));
  });

  it('lets 71 of the 98 earning roles be delegated, and not these 27', () => {
    const earning = roles.filter(role => role.partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS);
    const refused = earning.filter(role => role.lighthouseSupport !== LighthouseSupport.SUPPORTED);
    expect(earning).toHaveLength(98);
    expect(refused.map(role => role.name)).toStrictEqual([
      'AcrImageSigner',
      'AcrQuarantineWriter',
      'Avere Contributor',
      'Avere Operator',
      'Azure Event Hubs Data Owner',
      'Azure Event Hubs Data Receiver',
      'Azure Event Hubs Data Sender',
      'Azure Service Bus Data Owner',
      'Azure Service Bus Data Receiver',
      'Azure Service Bus Data Sender',
      'Blockchain Member Node Access (Preview)',
      'Lab Creator',
      'Log Analytics Contributor',
      'Monitoring Metrics Publisher',
      'Owner',
      'Spatial Anchors Account Contributor',
      'Spatial Anchors Account Owner',
      'Storage Blob Data Contributor',
      'Storage Blob Data Owner',
      'Storage File Data SMB Share Contributor',
      'Storage File Data SMB Share Elevated Contributor',
      'Storage Queue Data Contributor',
      'Storage Queue Data Message Processor',
      'Storage Queue Data Message Sender',
      'User Access Administrator',
      'Virtual Machine Administrator Login',
      'Virtual Machine User Login',
    ]);
  });
});

describe("the table of Partner Center's role page", () => {
  it.each(EARNING)('lists %s (%s) with "yes"', (name, id) => {
    for (const reference of [name, id]) {
      expect(AzureBuiltInRole.of(reference)).toMatchObject({
        id,
        partnerEarnedCredit: PartnerEarnedCreditEligibility.EARNS,
      });
    }
  });

  it.each(NOT_EARNING)('lists %s (%s) with "no"', (name, id) => {
    for (const reference of [name, id]) {
      expect(AzureBuiltInRole.of(reference)).toMatchObject({
        id,
        partnerEarnedCredit: PartnerEarnedCreditEligibility.DOES_NOT_EARN,
      });
    }
  });
});

describe('a constant', () => {
  /** `API Management Service Contributor` and `… Role` alike become API_MANAGEMENT_SERVICE_CONTRIBUTOR. */
  const constantFor = (role: AzureBuiltInRole) =>
    role.name
      .replace(/ Role$/, '')
      .replaceAll(' ', '_')
      .toUpperCase();
  const inWords = {
    [PartnerEarnedCreditEligibility.EARNS]: 'earns',
    [PartnerEarnedCreditEligibility.DOES_NOT_EARN]: 'does not earn',
    [PartnerEarnedCreditEligibility.UNLISTED]: 'unlisted',
  };

  it.each(constants)('%s is the role of that name', (constant, role) => {
    expect(role.isKnown).toBe(true);
    expect(constantFor(role)).toBe(constant);
  });

  it.each(constants)('%s is delegable', (_constant, role) => {
    expect([LighthouseSupport.SUPPORTED, LighthouseSupport.DELEGATED_ROLES_ONLY]).toContain(role.lighthouseSupport);
  });

  it('says in its comment whether it earns', () => {
    const source = readFileSync(join(__dirname, '../../lib/azure/azure-built-in-role.ts'), 'utf8');
    const comments = [
      ...source.matchAll(/\/\*\* (.+) \*\/\n {2}public static readonly (\w+) = new AzureBuiltInRole\(/g),
    ];
    expect(comments.map(([, comment, constant]) => [constant, comment])).toStrictEqual(
      constants.map(([constant, role]) => [constant, `${role.name}: ${inWords[role.partnerEarnedCredit]}.`]),
    );
  });

  it('is there for 50 roles', () => {
    expect(constants).toHaveLength(50);
    expect(new Set(constants.map(([, role]) => role.id)).size).toBe(50);
  });
});

describe('AzureBuiltInRole.of', () => {
  it('finds a role by its name in any case', () => {
    fc.assert(
      fc.property(
        anyRole.chain(role => fc.tuple(fc.constant(role), inAnyCase(role.name))),
        ([role, name]) => {
          expect(AzureBuiltInRole.of(name)).toMatchObject({ id: role.id, name: role.name, isKnown: true });
          expect(AzureBuiltInRole.of(name)._advice()).toBe('');
        },
      ),
    );
  });

  it('finds a role by its GUID, and by a resource id of any scope, in any case', () => {
    const scope = fc.constantFrom(
      '',
      '/providers/Microsoft.Authorization/roleDefinitions/',
      '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/',
      '/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/roleDefinitions/',
    );
    fc.assert(
      fc.property(
        fc.tuple(anyRole, scope).chain(([role, prefix]) => fc.tuple(fc.constant(role), inAnyCase(prefix + role.id))),
        ([role, reference]) => {
          expect(AzureBuiltInRole.of(reference)).toMatchObject({ id: role.id, name: role.name, isKnown: true });
        },
      ),
    );
  });

  it('passes over blanks around a name', () => {
    expect(AzureBuiltInRole.of(' Contributor\n').id).toBe(AzureBuiltInRole.CONTRIBUTOR.id);
  });

  it.each([
    ['ACRDelete', 'AcrDelete'],
    ['ACRImageSigner', 'AcrImageSigner'],
    ['ACRPull', 'AcrPull'],
    ['Azure Maps Data Reader (Preview)', 'Azure Maps Data Reader'],
    ['Cognitive Services Data Reader (Preview)', 'Cognitive Services Data Reader'],
    ['Event Grid EventSubscription Contributor', 'EventGrid EventSubscription Contributor'],
    ['Event Grid EventSubscription Reader', 'EventGrid EventSubscription Reader'],
    ['Managed Applications Reader', 'Managed Application Publisher Operator'],
    ['Resource Policy Contributor (Preview)', 'Resource Policy Contributor'],
  ])('finds by its former name "%s" what is now "%s"', (former, name) => {
    const role = AzureBuiltInRole.of(former);
    expect(role.name).toBe(name);
    expect(role.formerNames).toStrictEqual([former]);
  });

  it('has former names for 88 roles', () => {
    expect(roles.filter(role => role.formerNames.length > 0)).toHaveLength(88);
  });

  it.each([
    ['Azure Sentinel Contributor', 'Microsoft Sentinel Contributor'],
    ['azure sentinel  responder', 'Microsoft Sentinel Responder'],
    ['SignalR Contributor', 'SignalR/Web PubSub Contributor'],
    ['Key Vault Crypto Service Encryption (preview)', 'Key Vault Crypto Service Encryption User'],
    ['Azure AI User', 'Foundry User'],
    ['Azure Iot\u202fHubs\u202fData\u202fContributor', 'IoT Hub Data Contributor'],
    ['CodeSigning Certificate Profile Signer', 'Artifact Signing Certificate Profile Signer'],
    ['Trusted Signing Certificate Profile Signer', 'Artifact Signing Certificate Profile Signer'],
  ])('finds %s by the name that it had: %s', (former, name) => {
    expect(AzureBuiltInRole.of(former).name).toBe(name);
  });

  it('has no former name that another role has now, or had too', () => {
    const names = roles.flatMap(role => [role.name, ...role.formerNames]).map(name => name.toLowerCase());
    const cases = roles.flatMap(({ name, formerNames }) =>
      formerNames.filter(former => former.toLowerCase() === name.toLowerCase()),
    );
    expect(names.length - new Set(names).size).toBe(cases.length);
  });

  it('gives lists of its own, which nobody can change for others', () => {
    AzureBuiltInRole.of('AcrPull').formerNames.push('another');
    AzureBuiltInRole.of('Locks Contributor').restrictedActions.push('another');
    expect(AzureBuiltInRole.of('AcrPull').formerNames).toStrictEqual(['ACRPull']);
    expect(AzureBuiltInRole.of('Locks Contributor').restrictedActions).toStrictEqual([
      'Microsoft.Authorization/locks/delete',
      'Microsoft.Authorization/locks/write',
    ]);
  });

  it('never throws and claims nothing for what the catalogue does not know', () => {
    const unknown = fc.string({ unit: 'grapheme', maxLength: 60 }).map(text => `${text}?`);
    fc.assert(
      fc.property(unknown, reference => {
        const role = AzureBuiltInRole.of(reference);
        expect(role).toMatchObject({
          id: reference,
          name: reference,
          formerNames: [],
          isKnown: false,
          isNewerThanCatalogue: false,
          lighthouseSupport: LighthouseSupport.UNKNOWN,
          restrictedActions: [],
          partnerEarnedCredit: PartnerEarnedCreditEligibility.UNLISTED,
        });
      }),
    );
  });
});

describe('the advice for an unknown role', () => {
  it.each([
    ['Contributer', 'did you mean "Contributor"?'],
    ['contributors', 'did you mean "Contributor"?'],
    ['  virtual machin contributor ', 'did you mean "Virtual Machine Contributor"?'],
    ['Storage Acount Contributor', 'did you mean "Storage Account Contributor"?'],
    ['StorageAccount Contributor', 'did you mean "Storage Account Contributor"?'],
    ['Azure Sentinel Contributer', 'did you mean "Microsoft Sentinel Contributor"?'],
    ['Log Analytics Contributer', '"Log Analytics Contributor" cannot be delegated; choose another built-in role'],
    ['Ownr', '"Owner" cannot be delegated; choose another built-in role'],
    [
      'Container Registry Data Importer andData Reader',
      '"Container Registry Data Importer and Data Reader" cannot be delegated; choose another built-in role',
    ],
    ['User Acess Administrator', 'did you mean "User Access Administrator"?'],
    ['Azure Sentinel Operator', 'expected the name, GUID or resource id of a built-in role'],
    ['Azure Relay Contributor', 'expected the name, GUID or resource id of a built-in role'],
    ['Something else entirely', 'expected the name, GUID or resource id of a built-in role'],
    ['', 'expected the name, GUID or resource id of a built-in role'],
    ['b24988ac-6180-42a0-ab88-20f7382dd24', 'expected the name, GUID or resource id of a built-in role'],
  ])('for "%s": %s', (reference, advice) => {
    expect(AzureBuiltInRole.of(reference)._advice()).toBe(advice);
  });

  it.each([
    CUSTOM_ROLE,
    `/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/${CUSTOM_ROLE}`,
  ])('for a GUID, %s: that custom roles cannot be delegated', reference => {
    expect(AzureBuiltInRole.of(reference)._advice()).toBe(
      'custom roles cannot be delegated; for a built-in role that is newer than the catalogue of 2026-08-22 use ' +
        'AzureBuiltInRole.newerThanCatalogue(id, name)',
    );
  });

  it('finds the one letter that was left out, put in or mistyped', () => {
    const long = fc.constantFrom(...roles.filter(role => role.name.length >= 12));
    fc.assert(
      fc.property(long, fc.nat(), fc.constantFrom(0, 1), fc.constantFrom('', '~', '~~'), (role, place, cut, put) => {
        fc.pre((cut === 1 || put !== '') && !/(^| ).( |$)/.test(role.name));
        const at = place % role.name.length;
        const misspelt = role.name.slice(0, at) + put + role.name.slice(at + cut);
        fc.pre(!AzureBuiltInRole.of(misspelt).isKnown);
        expect(AzureBuiltInRole.of(misspelt)._advice()).toMatch(
          /^(did you mean ".*"\?|".*" cannot be delegated; choose .*)$/,
        );
      }),
      { numRuns: 10 }, // each compares 928 names, slow under Jest
    );
  });
});

describe('AzureBuiltInRole.newerThanCatalogue', () => {
  it('takes id and name as given for a role that the catalogue does not know', () => {
    const role = AzureBuiltInRole.newerThanCatalogue(CUSTOM_ROLE, 'Brand New Contributor');
    expect(role).toMatchObject({
      id: CUSTOM_ROLE,
      name: 'Brand New Contributor',
      isKnown: false,
      isNewerThanCatalogue: true,
      lighthouseSupport: LighthouseSupport.UNKNOWN,
      partnerEarnedCredit: PartnerEarnedCreditEligibility.UNLISTED,
    });
  });

  it("uses the catalogue's facts for a role that the catalogue knows", () => {
    const role = AzureBuiltInRole.newerThanCatalogue(OWNER.toUpperCase(), 'Harmless');
    expect(role).toMatchObject({
      id: OWNER,
      name: 'Owner',
      isKnown: true,
      isNewerThanCatalogue: false,
      lighthouseSupport: LighthouseSupport.OWNER,
      partnerEarnedCredit: PartnerEarnedCreditEligibility.EARNS,
    });
  });
});

describe('equals', () => {
  it('is true for two references to one role', () => {
    expect(AzureBuiltInRole.CONTRIBUTOR.isSameAs(AzureBuiltInRole.of('contributor'))).toBe(true);
    expect(AzureBuiltInRole.of('ACRPull').isSameAs(AzureBuiltInRole.of('7F951DDA-4ED3-4680-A7CA-43FE172D538D'))).toBe(
      true,
    );
  });

  it('passes over the case of an id that the catalogue does not know', () => {
    const role = AzureBuiltInRole.newerThanCatalogue(CUSTOM_ROLE, 'Brand New Contributor');
    expect(role.isSameAs(AzureBuiltInRole.of(CUSTOM_ROLE.toUpperCase()))).toBe(true);
  });

  it('is false for two roles', () => {
    expect(AzureBuiltInRole.CONTRIBUTOR.isSameAs(AzureBuiltInRole.READER)).toBe(false);
  });
});

describe('a reference that is no text', () => {
  it.each<unknown>([undefined, null, 5])('%p is an unknown role, not a crash', reference => {
    expect(AzureBuiltInRole.of(reference as string).isKnown).toBe(false);
  });
});
