import type { App } from 'cdktf';
import { Authorization, AzureBuiltInRole, PartnerLinkStack, SignIn, StateBackend } from 'cdktf-partner-earned-credit';
import { otherAnswers } from '../../emulator';
import { AUTOMATION, customer, declareContoso, ENGINEERS, offer, SUBSCRIPTION } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';

/** A definition may be held for a while after its assignments are gone; destroying again then helps. */
const HELD = 'InvalidRegistrationDefinitionDeleteRequest';

describeWithTerraform.each([
  ['as the emulated Azure guesses', {}],
  ['the other way', otherAnswers()],
])('where nobody knows what Azure answers, and it answers %s', (_name, guesses) => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open({ world: CONTOSO_WORLD, guesses });
  });

  afterEach(() => stage.close());

  it('a customer is delegated, changed, and left alone by the next plan', async () => {
    const groups = customer('Contoso', 'c', { subscriptions: [{ id: SUBSCRIPTION, resourceGroups: ['rg-web'] }] });
    const declare = (...more: Authorization[]) =>
      stage.synthesize(app => declareContoso(app, { offer: offer(...more), customer: groups }));
    const stack = stage.stack('customer-contoso');
    declare();
    await stack.init();
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
    declare(Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER));
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);

    stage.unprotect('customer-contoso');
    const first = await stack.run(['destroy', '-auto-approve']);
    expect(first.exitCode === 0 || first.output.includes(HELD)).toBe(true);
    await stack.destroy();
    expect([stage.definitions, stage.assignments]).toEqual([[], []]);
  });

  it('a link is made once, and gone after its destruction', async () => {
    stage.synthesize(declareLink);
    const stack = stage.stack('partner-link');
    await stack.init();
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);

    stage.unprotect('partner-link');
    await stack.destroy();
    expect(stage.azure.managementPartner.linkOf(AUTOMATION.principalId, MANAGING_TENANT)?.state).toBe('Deleted');
  });
});

function declareLink(app: App): void {
  const { principalId, clientId } = AUTOMATION;
  new PartnerLinkStack(app, 'partner-link', {
    partnerId: '1234567',
    principal: { principalId, clientId, tenantId: MANAGING_TENANT },
    signIn: SignIn.oidc(),
    backend: StateBackend.local({ directory: 'state' }),
  });
}
