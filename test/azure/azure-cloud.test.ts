import { AzureCloud } from 'cdktf-partner-earned-credit';

describe('AzureCloud', () => {
  it.each([
    [
      AzureCloud.PUBLIC,
      {
        name: 'AzureCloud',
        terraformEnvironment: 'public',
        resourceManagerEndpoint: 'https://management.azure.com',
        activeDirectoryAuthorityHost: 'https://login.microsoftonline.com',
        microsoftGraphEndpoint: 'https://graph.microsoft.com',
        portalUrl: 'https://portal.azure.com',
        tokenExchangeAudience: 'api://AzureADTokenExchange',
      },
    ],
    [
      AzureCloud.US_GOVERNMENT,
      {
        name: 'AzureUSGovernment',
        terraformEnvironment: 'usgovernment',
        resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
        activeDirectoryAuthorityHost: 'https://login.microsoftonline.us',
        microsoftGraphEndpoint: 'https://graph.microsoft.us',
        portalUrl: 'https://portal.azure.us',
        tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
      },
    ],
    [
      AzureCloud.CHINA,
      {
        name: 'AzureChinaCloud',
        terraformEnvironment: 'china',
        resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
        activeDirectoryAuthorityHost: 'https://login.chinacloudapi.cn',
        microsoftGraphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
        portalUrl: 'https://portal.azure.cn',
        tokenExchangeAudience: 'api://AzureADTokenExchangeChina',
      },
    ],
  ])('knows $name', (cloud, facts) => {
    expect({ ...cloud }).toStrictEqual(facts);
  });

  it('has three clouds', () => {
    expect(Object.keys(AzureCloud)).toStrictEqual(['PUBLIC', 'US_GOVERNMENT', 'CHINA']);
  });
});
