import type { Faults } from '../declaration';
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

/**
 * How Terraform signs in.
 *
 * Every kind but {@link SignIn.environment} writes out which others the provider must not try: after a failed sign-in
 * azapi would otherwise go on as whoever is signed in to the Azure CLI of the machine.
 */
export class SignIn {
  /** With a token of the pipeline and a federated credential. */
  public static oidc(options: OidcSignInOptions = {}): SignIn {
    return new SignIn(
      { useOidc: true, useCli: false, useMsi: false, oidcTokenFilePath: options?.tokenFilePath },
      options?.azureServiceConnectionId,
    );
  }

  /** With a client secret, from the environment variable ARM_CLIENT_SECRET or from a Terraform reference. */
  public static clientSecret(options: ClientSecretSignInOptions = {}): SignIn {
    return new SignIn({ useOidc: false, useCli: false, useMsi: false, clientSecret: options?.secret });
  }

  /** With a client certificate; its password, if any, comes from ARM_CLIENT_CERTIFICATE_PASSWORD. */
  public static clientCertificate(options: ClientCertificateSignInOptions = {}): SignIn {
    return new SignIn({ useOidc: false, useCli: false, useMsi: false, clientCertificatePath: options?.path });
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
  ) {}

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
    if (this.shared.clientSecret !== undefined && !isUnresolved(this.shared.clientSecret)) {
      faults
        .at('secret')
        .report(
          'is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive TerraformVariable',
        );
    }
    if (this.shared.oidcTokenFilePath !== undefined) {
      faults.at('tokenFilePath').text(this.shared.oidcTokenFilePath, 'the file that holds the token');
    }
    if (this.shared.clientCertificatePath !== undefined) {
      faults.at('path').text(this.shared.clientCertificatePath, 'the PKCS#12 file with certificate and key');
    }
    if (this.azureServiceConnectionId !== undefined) {
      faults.at('azureServiceConnectionId').guid(this.azureServiceConnectionId, 'id of the service connection');
    }
  }
}
