import 'cdktf-partner-earned-credit/testing';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, Aspects, TerraformStack, Testing } from 'cdktf';
import {
  AzureBuiltInRole,
  AzureCloud,
  CustomerStatus,
  DeclarationError,
  LighthouseDelegation,
  Onboarding,
  PecIdentityStack,
  PecReadiness,
  ReadinessError,
  UnmanagedCustomer,
  Verdict,
} from 'cdktf-partner-earned-credit';
import type { IConstruct } from 'constructs';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  writingApp,
} from '../fabrikam';
import { AppOutput, manifestFromJson } from '../../lib/manifest';
import { RULES } from '../../lib/readiness';

// That nobody is known to earn is said on the console: "a synth without a link" asks for it.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const nobody = { automation: undefined };
const without = (key: string, subscription = SUBSCRIPTION) =>
  `${key}, subscription ${subscription}: PEC-Automation is not in the authorizations; give automation beside the offer` +
  ', or acknowledge the rule "automation-authorized" with a reason';

describe('a synth with customers that would not earn', () => {
  /** What is in the folder of an app. */
  const writtenBy = (app: App) => ({
    stacks: readdirSync(join(app.outdir, 'stacks')),
    manifest: existsSync(join(app.outdir, 'manifest.json')),
  });
  const NOTHING = { stacks: [], manifest: false };

  function newPartner(): App {
    const app = writingApp();
    new TerraformStack(app, 'somebody-elses');
    new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT });
    newCustomer(app, 'contoso');
    return app;
  }

  it('writes everything if all of them earn', () => {
    const app = newPartner();
    expect(app).toEarnPartnerCredit();
    app.synth();
    expect(writtenBy(app)).toEqual({ stacks: ['contoso', 'pec-identity', 'somebody-elses'], manifest: true });
  });

  it('writes nothing, and names every one of them', () => {
    const app = newPartner();
    newCustomer(app, 'northwind', nobody, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    newCustomer(app, 'tailspin', { automationRole: READER }, { subscriptions: [{ id: THIRD_SUBSCRIPTION }] });
    const synth = () => app.synth();
    expect(synth).toThrow(ReadinessError);
    expect(synth).toThrow(DeclarationError);
    expect(synth).toThrow(
      [
        'the readiness for partner earned credit has 2 faults:',
        `  - ${without('northwind', OTHER_SUBSCRIPTION)}`,
        `  - tailspin, subscription ${THIRD_SUBSCRIPTION}: PEC-Automation holds Reader, which Partner Center lists as not ` +
          'eligible; choose a listed role as automationRole, such as Support Request Contributor, ' +
          'or acknowledge the rule "role-earns" with a reason',
      ].join('\n'),
    );
    expect(writtenBy(app)).toEqual(NOTHING);
  });

  it('says what kind of error it is', () => {
    const app = newApp();
    const stack = newCustomer(app, 'contoso', nobody);
    try {
      Testing.synth(stack, true);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReadinessError' });
      expect((error as ReadinessError).faults).toEqual([
        { path: [`contoso, subscription ${SUBSCRIPTION}`], message: without('').split(': ').slice(1).join(': ') },
      ]);
    }
    expect.assertions(2);
  });

  it('fails for each subscription', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      {},
      {
        subscriptions: [
          { id: SUBSCRIPTION, automationRole: READER },
          { id: OTHER_SUBSCRIPTION },
          { id: THIRD_SUBSCRIPTION, automationRole: TAG_CONTRIBUTOR },
        ],
      },
    );
    expect(faultsOf(() => Testing.synth(stack, true)).map(fault => fault.split(';')[0])).toEqual([
      `contoso, subscription ${SUBSCRIPTION}: PEC-Automation holds Reader, which Partner Center lists as not eligible`,
      `contoso, subscription ${THIRD_SUBSCRIPTION}: PEC-Automation holds Tag Contributor, which Partner Center does not ` +
        'list, neither as eligible nor as not',
    ]);
  });

  it('says once what is wrong with a role that several subscriptions have', () => {
    const subscriptions = [SUBSCRIPTION, OTHER_SUBSCRIPTION, THIRD_SUBSCRIPTION].map(id => ({ id }));
    const ofTheCustomer = newCustomer(newApp(), 'contoso', { automationRole: READER }, { subscriptions });
    expect(faultsOf(() => Testing.synth(ofTheCustomer, true))).toEqual([
      expect.stringMatching(/^contoso, 3 subscriptions: PEC-Automation holds Reader, /),
    ]);
    const ofOne = { id: SUBSCRIPTION, automationRole: TAG_CONTRIBUTOR };
    const ofBoth = newCustomer(
      newApp(),
      'contoso',
      { automationRole: READER },
      { subscriptions: [ofOne, ...subscriptions.slice(1)] },
    );
    expect(faultsOf(() => Testing.synth(ofBoth, true)).map(fault => fault.split(', which')[0])).toEqual([
      `contoso, subscription ${SUBSCRIPTION}: PEC-Automation holds Tag Contributor`,
      'contoso, 2 subscriptions: PEC-Automation holds Reader',
    ]);
  });

  it('is not stopped by what is merely unknown', () => {
    const app = writingApp();
    const unlinked = { ...automation, linkedPartnerId: undefined };
    newCustomer(app, 'contoso', { automation: unlinked }, { cloud: AzureCloud.US_GOVERNMENT });
    expect(app).toEarnPartnerCredit({ allowUnknown: ['principal-linked', 'public-cloud'] });
    expect(app).not.toEarnPartnerCredit({ allowUnknown: ['principal-linked'] });
    expect(app).not.toEarnPartnerCredit({ allowUnknown: ['public-cloud'] });
    app.synth();
    expect(writtenBy(app).stacks).toEqual(['contoso']);
  });

  it('is not stopped by a customer that left', () => {
    const app = writingApp();
    newCustomer(app, 'contoso', nobody, { status: CustomerStatus.OFFBOARDED });
    app.synth();
    expect(writtenBy(app).stacks).toEqual(['contoso']);
  });

  it('fails for the first stack with all customers, for another one with its own', () => {
    const app = newApp();
    const contoso = newCustomer(app, 'contoso', nobody);
    const northwind = newCustomer(app, 'northwind', nobody, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    const all = [without('contoso'), without('northwind', OTHER_SUBSCRIPTION)];
    expect(faultsOf(() => Testing.synth(contoso, true))).toEqual(all);
    expect(faultsOf(() => Testing.synth(northwind, true))).toEqual(all.slice(1));
    expect(faultsOf(() => Testing.synth(contoso))).toEqual([]);
  });

  it('passes a stack that is sound, alone and before any other', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody);
    const northwind = newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(northwind.node.validate()).toEqual([]);
  });

  it('fails for an app without a stack, whose templates nobody would earn by', () => {
    const declare = (props: object) => {
      const app = writingApp();
      new UnmanagedCustomer(app, 'contoso', {
        customer: { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] },
        onboarding: Onboarding.ARM_TEMPLATE,
        offer: newOffer(),
        automation,
        ...props,
      });
      return app;
    };
    const failing = declare(nobody);
    expect(faultsOf(() => failing.synth())).toEqual([without('contoso')]);
    expect(existsSync(join(failing.outdir, 'readiness.json'))).toBe(true);
    expect(existsSync(join(failing.outdir, 'arm'))).toBe(false);
    const sound = declare({});
    sound.synth();
    expect(existsSync(join(sound.outdir, 'arm/contoso.json'))).toBe(true);
  });

  it('judges each customer once', () => {
    const app = writingApp();
    ['contoso', 'northwind', 'tailspin'].forEach((key, i) =>
      newCustomer(app, key, {}, { subscriptions: [{ id: SUBSCRIPTION.replace(/1$/, String(i + 1)) }] }),
    );
    const judge = jest.spyOn(RULES[0], 'judge');
    app.synth();
    expect(judge.mock.calls.map(([{ delegation }]) => delegation.subscriptionId)).toEqual(
      ['1', '2', '3'].map(digit => SUBSCRIPTION.replace(/1$/, digit)),
    );
    judge.mockRestore();
  });

  it('fails for a landing zone that asks for it, and for no other', () => {
    const app = writingApp();
    const stack = newStack('landing-zone', app);
    new AzurermProvider(stack, 'azurerm', { features: [{}] });
    newDelegation(stack, { registerResourceProvider: false });
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([]);
    PecReadiness.enforce(stack);
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([without('landing-zone/contoso')]);
    expect(() => app.synth()).toThrow(ReadinessError);
    expect(writtenBy(app)).toEqual(NOTHING);
  });
});

it('a synth whose identity stack is declared after a customer of another cloud fails', () => {
  const app = newApp();
  newCustomer(app, 'contoso');
  new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT, cloud: AzureCloud.CHINA });
  expect(faultsOf(() => app.synth())).toEqual([
    'contoso: "AzureCloud" is not AzureChinaCloud, the cloud of PEC-Automation; nothing can be delegated from one cloud ' +
      'to another: make a PEC-Automation, a link and customers for each cloud',
  ]);
});

it('what the first stack wrote is vouched for as it was, and not as somebody left it before synth ended', () => {
  const app = writingApp();
  newCustomer(app, 'contoso');
  const northwind = newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
  const file = 'stacks/contoso/cdk.tf.json';
  AppOutput.of(app).addCustomer('contoso', () => ({ status: CustomerStatus.ACTIVE, onboarding: Onboarding.TERRAFORM }));
  let written = '';
  northwind.node.addValidation({
    validate: () => {
      written = readFileSync(join(app.outdir, file), 'utf8');
      writeFileSync(join(app.outdir, file), 'of another synth');
      return [];
    },
  });
  app.synth();
  const { files } = manifestFromJson(readFileSync(join(app.outdir, 'portfolio.json'), 'utf8'));
  expect(files?.[file]).toBe(createHash('sha256').update(written).digest('hex'));
});

describe('a synth without a link', () => {
  const unlinked = { automation: { ...automation, linkedPartnerId: undefined } };
  const warningsOf = (declare: (app: App) => void) => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const app = writingApp();
    declare(app);
    app.synth();
    const lines = warn.mock.calls.map(([line]) => String(line));
    warn.mockRestore();
    return lines;
  };

  it('says once that no customer is known to earn', () => {
    expect(
      warningsOf(app => {
        newCustomer(app, 'contoso', unlinked);
        newCustomer(app, 'northwind', unlinked, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
      }),
    ).toEqual([
      'no customer is known to earn, because no partner admin link of PEC-Automation is declared in this app; declare ' +
        'a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes, or acknowledge the rule ' +
        '"principal-linked"',
    ]);
  });

  it('says nothing where it is acknowledged, or a customer earns', () => {
    const acknowledgements = [{ rule: 'principal-linked' as const, reason: 'Linked by hand in 2024.' }];
    expect(warningsOf(app => newCustomer(app, 'contoso', unlinked, { acknowledgements }))).toEqual([]);
    expect(warningsOf(app => newCustomer(app))).toEqual([]);
    expect(
      warningsOf(app => {
        newCustomer(app, 'contoso', unlinked);
        newCustomer(app, 'northwind', unlinked, { subscriptions: [{ id: OTHER_SUBSCRIPTION }], acknowledgements });
      }),
    ).toEqual([]);
  });
});

describe('an Aspect', () => {
  /** Gives PEC-Automation another role in every delegation. */
  const giving = (role: AzureBuiltInRole) => ({
    visit(construct: IConstruct) {
      if (LighthouseDelegation.isLighthouseDelegation(construct)) {
        const position = construct.authorizations.findIndex(({ principal }) => principal.id === automation.principalId);
        construct.definition.addOverride(`authorization.${position}.role_definition_id`, role.id);
      }
    },
  });
  const verdictsIn = (app: App) => PecReadiness.check(app).customers.map(({ verdict }) => verdict);
  const report = (app: App) => readFileSync(join(app.outdir, 'readiness.json'), 'utf8');

  it.each([
    ['first', 0],
    ['last', 1],
  ])('of the %s stack that takes the role away stops synth, and nothing vouches for what is there', (_which, i) => {
    const app = writingApp();
    const stacks = [
      newCustomer(app, 'contoso'),
      newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] }),
    ];
    Aspects.of(stacks[i]).add(giving(READER));
    expect(verdictsIn(app)).toEqual([Verdict.EARNS, Verdict.EARNS]);
    expect(faultsOf(() => app.synth())).toEqual([expect.stringContaining(`${stacks[i].node.id}, subscription`)]);
    expect(verdictsIn(app)).toContain(Verdict.DOES_NOT_EARN);
    expect(existsSync(join(app.outdir, 'portfolio.json'))).toBe(false);
    expect(report(app)).toContain('"does-not-earn"');
    expect(readdirSync(app.outdir)).toContain('readiness.md');
  });

  it('of one delegation of several that takes the role away stops synth as well', () => {
    const app = writingApp();
    newCustomer(app, 'contoso');
    const subscriptions = [{ id: OTHER_SUBSCRIPTION }, { id: THIRD_SUBSCRIPTION }];
    const { delegations } = newCustomer(app, 'northwind', {}, { subscriptions });
    Aspects.of(delegations[1]).add(giving(READER));
    expect(faultsOf(() => app.synth())).toEqual([
      expect.stringContaining(`northwind, subscription ${THIRD_SUBSCRIPTION}: PEC-Automation holds Reader`),
    ]);
  });

  it('that leaves a definition out is found in a later stack, too', () => {
    const app = writingApp();
    newCustomer(app, 'contoso');
    Aspects.of(newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] })).add({
      visit(construct: IConstruct) {
        if (LighthouseDelegation.isLighthouseDelegation(construct)) {
          construct.definition.count = 0;
        }
      },
    });
    expect(faultsOf(() => app.synth())).toEqual([expect.stringContaining('northwind, subscription')]);
  });

  it('that changes a role for another one that earns is in the report', () => {
    const app = writingApp();
    newCustomer(app, 'contoso');
    const northwind = newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    Aspects.of(northwind).add(giving(AzureBuiltInRole.BACKUP_CONTRIBUTOR));
    expect(faultsOf(() => app.synth())).toEqual([]);
    expect(report(app)).toContain(AzureBuiltInRole.BACKUP_CONTRIBUTOR.id);
  });
});
