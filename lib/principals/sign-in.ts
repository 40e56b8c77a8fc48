import { Kind } from '../azure';
import { asGiven, confidential, type Fault, type Faults, objectOf, optionsOf, text } from '../declaration';
import { isUnresolved } from '../terraform';

/** How a pipeline shows who it is, without a secret. */
export interface OidcSignInOptions {
  /**
   * The file from which the provider reads the token.
   *
   * @default - what the pipeline offers: the request URL of GitHub Actions, ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH
   */
  readonly tokenFilePath?: string;
  /**
   * The id of the service connection in Azure DevOps (GUID).
   *
   * @default - not Azure DevOps
   */
  readonly azureServiceConnectionId?: string;
}

/** A client secret. */
export interface ClientSecretSignInOptions {
  /**
   * The secret as a Terraform reference, such as the value of a sensitive variable. Never the secret itself.
   *
   * @default - the provider reads ARM_CLIENT_SECRET
   */
  readonly secret?: string;
}

/** A client certificate. */
export interface ClientCertificateSignInOptions {
  /**
   * The PKCS#12 file with certificate and key.
   *
   * @default - the provider reads ARM_CLIENT_CERTIFICATE_PATH
   */
  readonly path?: string;
}

/** The arguments of a sign-in that azurerm, azuread and azapi have in common. */
export interface SignInArguments {
  readonly useOidc?: boolean;
  readonly useCli?: boolean;
  readonly useMsi?: boolean;
  readonly oidcTokenFilePath?: string;
  readonly clientSecret?: string;
  readonly clientCertificatePath?: string;
}

const OIDC = objectOf<OidcSignInOptions>('a sign-in', '{ tokenFilePath: "…" }, or nothing', {
  tokenFilePath: text,
  azureServiceConnectionId: asGiven,
});

const CLIENT_SECRET = objectOf<ClientSecretSignInOptions>('a sign-in', '{ secret: … }, or nothing', {
  secret: text,
});

const CLIENT_CERTIFICATE = objectOf<ClientCertificateSignInOptions>('a sign-in', '{ path: "…" }, or nothing', {
  path: text,
});

/** Ways to sign in. */
export const SIGN_IN = new Kind<SignIn>('SignIn', 'a SignIn', 'make it with SignIn, such as SignIn.oidc()');

/**
 * How Terraform signs in.
 *
 * Every kind but {@link SignIn.environment} writes out which others the provider must not try: after a failed sign-in
 * azapi would otherwise go on as whoever is signed in to the Azure CLI of the machine.
 *
 * @example
 * ```ts
 * new CustomerStack(app, 'contoso', { customer, offer, automation, signIn: SignIn.oidc() });
 * ```
 */
export class SignIn {
  /** With a token of the pipeline and a federated credential. */
  public static oidc(options: OidcSignInOptions = {}): SignIn {
    const { taken, faults } = optionsOf(options, confidential(OIDC));
    const { tokenFilePath, azureServiceConnectionId } = taken;
    if (tokenFilePath !== undefined) {
      faults.confidential.at('tokenFilePath').text(tokenFilePath, 'the file with the token');
    }
    if (azureServiceConnectionId !== undefined) {
      faults.confidential.at('azureServiceConnectionId').guid(azureServiceConnectionId, 'id of the service connection');
    }
    const shared = { useOidc: true, useCli: false, useMsi: false, oidcTokenFilePath: tokenFilePath };
    return new SignIn(shared, azureServiceConnectionId, faults.found);
  }

  /** With a client secret, from the environment variable ARM_CLIENT_SECRET or from a Terraform reference. */
  public static clientSecret(options: ClientSecretSignInOptions = {}): SignIn {
    const { taken, faults } = optionsOf(options, confidential(CLIENT_SECRET));
    const { secret } = taken;
    if (secret !== undefined && !isUnresolved(secret)) {
      faults
        .at('secret')
        .report(
          'is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive TerraformVariable',
        );
    }
    const shared = { useOidc: false, useCli: false, useMsi: false, clientSecret: secret };
    return new SignIn(shared, undefined, faults.found);
  }

  /** With a client certificate; its password, if any, comes from ARM_CLIENT_CERTIFICATE_PASSWORD. */
  public static clientCertificate(options: ClientCertificateSignInOptions = {}): SignIn {
    const { taken, faults } = optionsOf(options, confidential(CLIENT_CERTIFICATE));
    const { path } = taken;
    if (path !== undefined) {
      faults.confidential.at('path').text(path, 'the PKCS#12 file with certificate and key');
    }
    const shared = { useOidc: false, useCli: false, useMsi: false, clientCertificatePath: path };
    return new SignIn(shared, undefined, faults.found);
  }

  /** As the person who is signed in to the Azure CLI. */
  public static azureCli(): SignIn {
    return new SignIn({ useOidc: false, useCli: true, useMsi: false });
  }

  /** However the provider's environment variables say; nothing is written into the configuration. */
  public static environment(): SignIn {
    return new SignIn({});
  }

  private constructor(
    private readonly shared: SignInArguments,
    private readonly azureServiceConnectionId?: string,
    private readonly faultsOfOptions: Fault[] = [],
  ) {
    SIGN_IN.register(this);
  }

  /** Whether a person signs in, who has no client id. */
  public get isPersonal(): boolean {
    return this.shared.useCli === true;
  }

  /** Whether the configuration says how to sign in. */
  public get isExplicit(): boolean {
    return this.shared.useOidc !== undefined;
  }

  /** @internal */
  public get _azapiArguments(): SignInArguments & { oidcAzureServiceConnectionId?: string } {
    return { ...this.shared, oidcAzureServiceConnectionId: this.azureServiceConnectionId };
  }

  /** @internal */
  public get _hashicorpArguments(): SignInArguments & { adoPipelineServiceConnectionId?: string } {
    return { ...this.shared, adoPipelineServiceConnectionId: this.azureServiceConnectionId };
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.include(this.faultsOfOptions);
  }
}
