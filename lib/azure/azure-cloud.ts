import { Kind } from './kind';

/** The clouds there are. */
export const AZURE_CLOUD = new Kind<AzureCloud>(
  'AzureCloud',
  'a cloud',
  'expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA',
);

/** The facts that set one Azure cloud apart. */
interface CloudFacts {
  readonly name: string;
  readonly terraformEnvironment: string;
  readonly resourceManagerEndpoint: string;
  readonly activeDirectoryAuthorityHost: string;
  readonly microsoftGraphEndpoint: string;
  readonly portalUrl: string;
  readonly tokenExchangeAudience: string;
}

/**
 * An Azure cloud. Nothing can be delegated from one cloud to another.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/overview
 * @see https://learn.microsoft.com/azure/developer/identity/authentication-national-cloud
 */
export class AzureCloud {
  /** Azure, the public cloud. */
  public static readonly PUBLIC = new AzureCloud({
    name: 'AzureCloud',
    terraformEnvironment: 'public',
    resourceManagerEndpoint: 'https://management.azure.com',
    activeDirectoryAuthorityHost: 'https://login.microsoftonline.com',
    microsoftGraphEndpoint: 'https://graph.microsoft.com',
    portalUrl: 'https://portal.azure.com',
    tokenExchangeAudience: 'api://AzureADTokenExchange',
  });

  /** Azure Government, for agencies of the United States. */
  public static readonly US_GOVERNMENT = new AzureCloud({
    name: 'AzureUSGovernment',
    terraformEnvironment: 'usgovernment',
    resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
    activeDirectoryAuthorityHost: 'https://login.microsoftonline.us',
    microsoftGraphEndpoint: 'https://graph.microsoft.us',
    portalUrl: 'https://portal.azure.us',
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
  });

  /** Azure in China, operated by 21Vianet. */
  public static readonly CHINA = new AzureCloud({
    name: 'AzureChinaCloud',
    terraformEnvironment: 'china',
    resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
    activeDirectoryAuthorityHost: 'https://login.chinacloudapi.cn',
    microsoftGraphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
    portalUrl: 'https://portal.azure.cn',
    tokenExchangeAudience: 'api://AzureADTokenExchangeChina',
  });

  /** The name that the Azure CLI uses: `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`. */
  public readonly name: string;
  /** The value of `environment` in the Terraform providers azurerm, azuread and azapi. */
  public readonly terraformEnvironment: string;
  /** Where Azure Resource Manager answers. */
  public readonly resourceManagerEndpoint: string;
  /** Where Microsoft Entra ID gives out tokens. */
  public readonly activeDirectoryAuthorityHost: string;
  /** Where Microsoft Graph answers. */
  public readonly microsoftGraphEndpoint: string;
  /** Where a person opens the Azure portal. */
  public readonly portalUrl: string;
  /**
   * The audience that a federated credential expects in a token.
   *
   * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
   */
  public readonly tokenExchangeAudience: string;

  private constructor(facts: CloudFacts) {
    AZURE_CLOUD.register(this);
    this.name = facts.name;
    this.terraformEnvironment = facts.terraformEnvironment;
    this.resourceManagerEndpoint = facts.resourceManagerEndpoint;
    this.activeDirectoryAuthorityHost = facts.activeDirectoryAuthorityHost;
    this.microsoftGraphEndpoint = facts.microsoftGraphEndpoint;
    this.portalUrl = facts.portalUrl;
    this.tokenExchangeAudience = facts.tokenExchangeAudience;
  }
}
