import { describeWithEachAzurerm } from './describe-with-terraform';
import { CUSTOMER_PIPELINES } from './fabrikam';
import { Stage } from './stage';
import { PROTECTED } from './terraform';

const CUSTOMERS = Object.keys(CUSTOMER_PIPELINES).filter(stack => stack.startsWith('customer-'));

describeWithEachAzurerm('examples/portfolio', azurerm => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ registration: { milliseconds: 2000 }, azurerm });
    stage.runExample('portfolio');
  });

  afterAll(() => stage.close());

  async function applyTwice(name: string): Promise<void> {
    const stack = stage.stack(name);
    await stack.init();
    await stack.validate();
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ isEmpty: true, summary: 'no changes' });
  }

  it('makes PEC-Automation, whose ids then get pinned', async () => {
    await applyTwice('pec-identity');
    const { principal_id, client_id } = await stage.stack('pec-identity').outputs();
    expect(stage.azure.principal('PEC-Automation')).toMatchObject({ id: principal_id, appId: client_id });
    stage.runExample('portfolio', { PEC_PRINCIPAL_ID: principal_id, PEC_CLIENT_ID: client_id });
  });

  it('links it, signed in as itself', async () => {
    await applyTwice('partner-link');
    const { principal_id } = await stage.stack('pec-identity').outputs();
    expect(await stage.stack('partner-link').outputs()).toEqual({
      partner_id: '1234567',
      linked_principal_id: principal_id,
    });
  });

  it.each(CUSTOMERS)('delegates %s', async name => {
    await applyTwice(name);
  });

  it('asked Azure for nothing that the emulation does not know', () => {
    expect(stage.azure.unknownRequests).toEqual([]);
  });

  it.each(['pec-identity', 'partner-link', ...CUSTOMERS])('%s refuses to be destroyed', async name => {
    const stack = stage.stack(name);
    const before = await stack.addresses();
    await expect(stack.destroy()).rejects.toThrow(PROTECTED);
    expect(await stack.addresses()).toEqual(before);
  });

  it.each([...CUSTOMERS, 'partner-link', 'pec-identity'])('%s goes when it is no longer protected', async name => {
    stage.unprotect(name);
    const stack = stage.stack(name);
    await stack.destroy();
    expect(await stack.addresses()).toEqual([]);
  });

  it('leaves nothing behind', () => {
    expect(stage.definitions).toEqual([]);
    expect(stage.assignments).toEqual([]);
    expect(() => stage.azure.principal('PEC-Automation')).toThrow();
  });
});

describeWithEachAzurerm('examples/landing-zone', azurerm => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ azurerm });
    stage.runExample('landing-zone');
    // Its state is in Azure Storage, and the emulation has none.
    stage.edit('adventure-works', text => text.replace(/"azurerm": \{\s*"container_name"[^}]*\}/, '"local": {}'));
  });

  afterAll(() => stage.close());

  it('passes validation', async () => {
    const stack = stage.stack('adventure-works');
    await stack.init();
    expect((await stack.plugins()).azurerm).toMatch(new RegExp(`^${azurerm}\\.`));
    await expect(stack.validate()).resolves.toContain('The configuration is valid');
  });

  // The emulation has no policies, so Terraform is told to leave the example's own policy out.
  it('delegates, needs nothing more at the second plan, and goes when it is no longer protected', async () => {
    const stack = stage.stack('adventure-works');
    const target = '-target=azurerm_lighthouse_assignment.managed-services_Assignment_D82C4B54';
    await stack.apply(target);
    expect(stage.assignments).toHaveLength(1);
    expect((await stack.plan(target)).isEmpty).toBe(true);
    stage.unprotect('adventure-works');
    await stack.destroy();
    expect(await stack.addresses()).toEqual([]);
    expect([...stage.definitions, ...stage.assignments]).toEqual([]);
  });
});
