import { AZURERM_MAJORS } from './terraform';

const present = process.env.E2E_AZURERM?.split(' ').map(Number) ?? [];

/** `describe`, or `describe.skip` where Terraform or a plugin is missing: skipped is not passed. */
export const describeWithTerraform = present.length > 0 ? describe : describe.skip;

/** The same, where cdktf-cli is missing as well. */
export const describeWithCdktfCli = process.env.E2E_CDKTF_CLI === undefined ? describe.skip : describeWithTerraform;

/**
 * A suite once for each major version of azurerm that the package allows, or `describe.skip` for one that is missing.
 * For what azurerm could do otherwise in another version; everything else runs with the newest.
 */
export function describeWithEachAzurerm(name: string, suite: (azurerm: number) => void): void {
  for (const major of AZURERM_MAJORS) {
    (present.includes(major) ? describe : describe.skip)(`${name}, with azurerm ${major}`, () => suite(major));
  }
}
