/**
 * Where the parts of the emulated cloud answer.
 *
 * One server answers for all. Microsoft Graph goes by the server's other name, so that a token for Azure Resource Manager
 * can be told from one for Microsoft Graph, as in Azure.
 */
export class Endpoints {
  /** `host:port`, as `ARM_METADATA_HOSTNAME` wants it. */
  public readonly host: string;
  /** Where Microsoft Entra ID gives out tokens. */
  public readonly activeDirectoryAuthority: string;
  /** Where Azure Resource Manager answers; also the audience of its tokens. */
  public readonly resourceManager: string;
  /** Where Microsoft Graph answers; also the audience of its tokens. */
  public readonly microsoftGraph: string;

  constructor(port: number) {
    this.host = `localhost:${port}`;
    this.activeDirectoryAuthority = `https://${this.host}`;
    this.resourceManager = `https://${this.host}`;
    this.microsoftGraph = `https://127.0.0.1:${port}`;
  }
}
