import type { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import type { Construct } from 'constructs';
import { confidential, objectOf, ofKind } from '../declaration';
import {
  inspectPecAutomation,
  PEC_AUTOMATION,
  PecAutomation,
  type PecAutomationOptions,
  SIGN_IN,
  SignIn,
} from '../principals';
import { lowerCaseGuid } from '../terraform';
import { declareStack, environmentOf, PARTNER_STACK, PartnerStack, type PartnerStackProps } from './partner-stack';
import { azuread } from '../bindings';

/** Properties of {@link PecIdentityStack}. */
export interface PecIdentityStackProps extends PartnerStackProps, PecAutomationOptions {
  /**
   * How Terraform signs in at the managing tenant. It needs the permission `Application.ReadWrite.OwnedBy`.
   *
   * @default SignIn.environment()
   */
  readonly signIn?: SignIn;
}

const PROPS = objectOf<PecIdentityStackProps>('an identity stack', 'its properties', {
  ...PARTNER_STACK,
  ...PEC_AUTOMATION,
  signIn: confidential(ofKind(SIGN_IN)),
});

/**
 * Makes PEC-Automation. Applied once; its outputs are then constants of the partner's configuration, for
 * {@link PecAutomation.fromAttributes}.
 *
 * Apart from the partner admin link, because a provider cannot sign in with credentials of the same apply.
 *
 * @example
 * ```ts
 * new PecIdentityStack(app, 'pec-identity', {
 *   managingTenantId: 'f0000000-0000-4000-8000-000000000001',
 *   backend: StateBackend.azurerm({ storageAccountName: 'fabrikamstate', containerName: 'terraform' }),
 * });
 * ```
 */
export class PecIdentityStack extends PartnerStack {
  /** PEC-Automation. */
  public readonly automation: PecAutomation;
  /** The azuread provider. */
  public readonly azureadProvider: AzureadProvider;

  /**
   * @param id the stack's key: lower-case letters, digits and `-`
   * @throws DeclarationError with every fault of the properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: PecIdentityStackProps) {
    const { subject, faults, props } = declareStack(scope, id, given, PROPS, 'the identity stack');
    inspectPecAutomation(props, faults);
    props.signIn?._inspect(faults.at('signIn').confidential);
    faults.throwIfAny(subject);
    super(scope, id, props, ['azuread']);

    const { backend: _backend, signIn = SignIn.environment(), ...automation } = props;
    this.azureadProvider = new azuread.AzureadProvider(this, 'azuread', {
      tenantId: lowerCaseGuid(props.managingTenantId),
      environment: environmentOf(props.cloud),
      ...signIn._hashicorpArguments,
    });
    this.automation = new PecAutomation(this, 'pec-automation', automation);

    this.output('principal_id', this.automation.principalId, 'The object id of the service principal PEC-Automation.');
    this.output('client_id', this.automation.clientId, 'The application (client) id of PEC-Automation.');
    this.output('tenant_id', this.automation.tenantId, 'The managing tenant.');
    for (const [name, secret] of Object.entries(this.automation.clientSecrets)) {
      this.output(`client_secret_${name}`, secret.value, `The client secret "${name}" of PEC-Automation.`, true);
    }
  }
}
