import { TerraformStack, Testing } from 'cdktf';
import { AzureCloud, PecAutomation, type PecAutomationProps } from 'cdktf-partner-earned-credit';
import { cloudOfPrincipal, inspectSameCloud } from '../../lib/principals';
import { faultsOf, TOKEN } from './inspection';

const TENANT_ID = 'aaaaaaaa-0000-0000-0000-000000000001';
const OTHER_TENANT_ID = 'aaaaaaaa-0000-0000-0000-000000000002';
const { CHINA, PUBLIC, US_GOVERNMENT } = AzureCloud;

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(Testing.app(), 'stack');
});

function declare(id: string, props: Partial<PecAutomationProps>): PecAutomation {
  return new PecAutomation(stack, id, { managingTenantId: TENANT_ID, ...props });
}

/** The cloud of a principal of which nothing is known but its tenant. */
const cloudOf = (tenantId: string) => cloudOfPrincipal(stack, { principalId: '', tenantId });

describe('the cloud of a principal', () => {
  it('is the one that it was declared with', () => {
    declare('pec', { cloud: CHINA });
    expect(cloudOfPrincipal(stack, { principalId: '', tenantId: TENANT_ID, cloud: US_GOVERNMENT })).toBe(US_GOVERNMENT);
  });

  it('is otherwise that of the PEC-Automation that the app makes in its tenant, however the tenant is written', () => {
    declare('pec', { cloud: CHINA });
    expect(cloudOf(TENANT_ID)).toBe(CHINA);
    expect(cloudOf(TENANT_ID.toUpperCase())).toBe(CHINA);
    declare('other', { managingTenantId: OTHER_TENANT_ID.toUpperCase(), cloud: US_GOVERNMENT });
    expect(cloudOf(OTHER_TENANT_ID)).toBe(US_GOVERNMENT);
  });

  it('is not known if nobody said', () => {
    declare('pec', { cloud: CHINA });
    expect(cloudOf(OTHER_TENANT_ID)).toBeUndefined();
    expect(cloudOfPrincipal(stack, undefined)).toBeUndefined();
    expect(cloudOfPrincipal(stack, { principalId: '', tenantId: undefined as never })).toBeUndefined();
    stack = new TerraformStack(Testing.app(), 'stack');
    expect(cloudOf(TENANT_ID)).toBeUndefined();
  });

  it('is not known of a tenant that only Terraform knows', () => {
    declare('pec', { managingTenantId: TOKEN, cloud: CHINA });
    expect(cloudOf(TOKEN)).toBeUndefined();
  });
});

describe('two clouds', () => {
  const ELSEWHERE =
    'nothing can be delegated from one cloud to another: make a PEC-Automation, a link and customers for each cloud';
  const faultsBetween = (cloud?: AzureCloud, home?: AzureCloud) =>
    faultsOf(faults => inspectSameCloud(cloud, home, 'PEC-Automation', faults.at('cloud')));

  it('are a fault if both are known and differ', () => {
    expect(faultsBetween(CHINA, PUBLIC)).toEqual([
      `cloud: "${CHINA.name}" is not ${PUBLIC.name}, the cloud of PEC-Automation; ${ELSEWHERE}`,
    ]);
    expect(faultsBetween(CHINA, CHINA)).toEqual([]);
    expect(faultsBetween(CHINA, undefined)).toEqual([]);
    expect(faultsBetween(undefined, PUBLIC)).toEqual([]);
  });

  it('have no PEC-Automation of the same tenant, the public one being that of which nothing is said', () => {
    declare('pec', { cloud: CHINA });
    expect(() => declare('again', { cloud: CHINA })).not.toThrow();
    expect(() => declare('public', {})).toThrow(`cloud: "${PUBLIC.name}" is not ${CHINA.name}`);
    expect(() => declare('government', { cloud: US_GOVERNMENT })).toThrow(`cloud: "${US_GOVERNMENT.name}" is not`);
    expect(() => declare('elsewhere', { managingTenantId: OTHER_TENANT_ID })).not.toThrow();
  });
});
