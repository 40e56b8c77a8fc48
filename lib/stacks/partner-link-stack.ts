import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { azapi, type AzapiProvider } from '../bindings';
import { confidential, type Faults, objectOf, ofKind, required } from '../declaration';
import {
  cloudOfPrincipal,
  inspectPartnerAdminLink,
  PARTNER_ADMIN_LINK,
  PartnerAdminLink,
  type PartnerAdminLinkOptions,
  SIGN_IN,
  type SignIn,
} from '../principals';
import { lowerCaseGuid } from '../terraform';
import { declareStack, environmentOf, PARTNER_STACK, PartnerStack, type PartnerStackProps } from './partner-stack';

/** Properties of {@link PartnerLinkStack}. */
export interface PartnerLinkStackProps extends PartnerStackProps, PartnerAdminLinkOptions {
  /** How Terraform signs in *as the principal*: never {@link SignIn.environment}, which could be anybody. */
  readonly signIn: SignIn;
}

const SIGN_INS = 'SignIn.oidc(), clientSecret(), clientCertificate() or, for a person, azureCli()';

const PROPS = objectOf<PartnerLinkStackProps>('a link stack', 'its properties', {
  ...PARTNER_STACK,
  ...PARTNER_ADMIN_LINK,
  signIn: confidential(required(ofKind(SIGN_IN, `expected ${SIGN_INS}`), SIGN_INS)),
});

/**
 * Links a principal to the Partner ID, signed in as that principal. Applied once, after the identity stack.
 *
 * The principal's tenant and client id stand in the provider block, where environment variables do not override them:
 * whoever else runs this stack gets an error at plan, refresh and destroy instead of another principal's link.
 *
 * @example
 * ```ts
 * new PartnerLinkStack(app, 'partner-link', { partnerId: '1234567', principal: automation, signIn: SignIn.oidc() });
 * ```
 */
export class PartnerLinkStack extends PartnerStack {
  /** The link. */
  public readonly link: PartnerAdminLink;
  /** The azapi provider, signed in as the principal. */
  public readonly azapiProvider: AzapiProvider;

  /**
   * @param id the stack's key: lower-case letters, digits and `-`
   * @throws DeclarationError with every fault of the properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: PartnerLinkStackProps) {
    const { subject, faults, props } = declareStack(scope, id, given, PROPS, 'the partner link stack');
    inspectPartnerAdminLink(scope, props, faults);
    inspectPrincipalSignIn(props, faults);
    faults.throwIfAny(subject);
    super(scope, id, props, ['azapi']);

    const { backend: _backend, signIn, ...link } = props;
    this.azapiProvider = new azapi.AzapiProvider(this, 'azapi', {
      tenantId: lowerCaseGuid(props.principal.tenantId),
      environment: environmentOf(cloudOfPrincipal(this, props.principal)),
      clientId: signIn.isPersonal ? undefined : lowerCaseGuid(props.principal.clientId ?? ''),
      ...signIn._azapiArguments,
    });
    this.link = new PartnerAdminLink(this, 'partner-admin-link', link);

    this.output('partner_id', this.link.partnerId, 'The linked Partner ID.');
    this.output(
      'linked_principal_id',
      Token.asString(this.link.reported.output.lookup('objectId')),
      'The object id of the linked principal, as Azure reports it.',
    );
  }
}

function inspectPrincipalSignIn({ signIn, principal }: PartnerLinkStackProps, faults: Faults): void {
  const at = faults.at('signIn').confidential;
  if (!signIn) {
    return;
  }
  signIn._inspect(at);
  if (!signIn.isExplicit) {
    at.report(
      'is SignIn.environment(), which could be anybody; a link belongs to whoever is signed in, ' +
        'so say how the principal signs in: SignIn.oidc(), clientSecret(), clientCertificate() or azureCli()',
    );
  } else if (!signIn.isPersonal && principal && principal.clientId === undefined) {
    faults
      .at('principal')
      .at('clientId')
      .report('is missing; expected the application (client) id, or SignIn.azureCli() for the account of a person');
  }
}
