import { TerraformStack } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  FederatedCredential,
  LighthouseOffer,
  ManagementGroupOnboarding,
  PartnerLinkStack,
  PecAutomation,
  PecIdentityStack,
  Principal,
  SignIn,
} from 'cdktf-partner-earned-credit';
import { ada, automation, engineers, MANAGING_TENANT, newApp, newCustomer, operators } from '../fabrikam';
import { type Block, synthesize } from '../synth';
import { textsIn } from './template';

/** The fields in which a program may write any text that Terraform gets. */
export const FIELDS = [
  'display name',
  'issuer',
  'subject',
  'audience',
  'credential',
  'environment',
  'branch',
  'tag',
  'ref',
  'trigger',
  'value of the trigger',
  'certificate',
  'token file',
  'certificate file',
  'offer',
  'description',
  'principal',
  'eligible principal',
  'approver',
  'policy',
  'looked up',
];

/** What may stand in a field: a URL has no spaces, and a claim that a token can carry neither wildcards nor blanks at its ends. */
export function fitting(field: string, text: string): string {
  if (field === 'issuer') {
    return text.replace(/\s/g, '');
  }
  const isClaim = ['subject', 'audience', 'environment', 'branch', 'tag', 'ref'].includes(field);
  // A reference of cdktf has a bracket, too.
  return isClaim ? text.replace(/[*?:]|\[(?!TOKEN)/g, '').trim() : text;
}

/**
 * Every text of the Terraform that everything in this package makes, without comments and backends.
 *
 * @param text what stands in a field
 */
export function textsOfEverything(text: (field: string) => string): string[] {
  const offer = new LighthouseOffer({
    name: text('offer'),
    description: text('description'),
    managingTenantId: MANAGING_TENANT,
    authorizations: [
      Authorization.permanent(Principal.group(operators.id, text('principal')), AzureBuiltInRole.CONTRIBUTOR),
      Authorization.eligible(Principal.user(ada.id, text('eligible principal')), AzureBuiltInRole.READER, {
        approvers: [Principal.group(engineers.id, text('approver'))],
      }),
    ],
  });
  const app = newApp();
  const signIn = SignIn.oidc({ tokenFilePath: text('token file') });
  const stacks = [
    new PecIdentityStack(app, 'pec-identity', {
      managingTenantId: MANAGING_TENANT,
      displayName: text('display name'),
      signIn,
      credentials: {
        federated: federatedCredentials(text),
        clientSecrets: [{ name: 'secret', rotateWhenChanged: { [text('trigger')]: text('value of the trigger') } }],
        certificates: [{ name: 'certificate', value: text('certificate'), encoding: 'hex' }],
      },
    }),
    new PartnerLinkStack(app, 'partner-link', {
      partnerId: '1234567',
      principal: automation,
      signIn: SignIn.clientCertificate({ path: text('certificate file') }),
    }),
    newCustomer(app, 'contoso', { offer, signIn }, { name: text('customer'), notes: text('notes') }),
    landingZone(new TerraformStack(app, 'landing-zone'), offer, text),
  ];
  return stacks.flatMap(stack => {
    const { terraform: _settings, ...configuration } = synthesize(stack) as { terraform?: Block } & Block;
    return textsIn(configuration);
  });
}

function landingZone(stack: TerraformStack, offer: LighthouseOffer, text: (field: string) => string): TerraformStack {
  PecAutomation.fromDisplayName(stack, 'lookup', { displayName: text('looked up'), tenantId: MANAGING_TENANT });
  new ManagementGroupOnboarding(stack, 'onboarding', {
    managementGroupId: 'contoso',
    location: 'westeurope',
    displayName: text('policy'),
    offer,
    automation,
  });
  return stack;
}

function federatedCredentials(text: (field: string) => string): FederatedCredential[] {
  const repository = 'fabrikam/azure';
  const claim = (field: string) => fitting(field, text(field));
  return [
    FederatedCredential.custom({
      name: 'custom',
      issuer: `https://issuer.example/${claim('issuer')}`,
      subject: claim('subject'),
      audience: claim('audience'),
      description: text('credential'),
    }),
    FederatedCredential.githubActions({ name: 'environment', repository, environment: claim('environment') }),
    FederatedCredential.githubActions({ name: 'branch', repository, branch: claim('branch') }),
    FederatedCredential.githubActions({ name: 'tag', repository, tag: claim('tag') }),
    FederatedCredential.gitLab({ name: 'ref', projectPath: repository, branch: claim('ref') }),
  ];
}
