import { missingCdktfCli } from './cdktf-cli';
import { AZURERM_MAJORS, azurermVersions, missingTools } from './terraform';

/** Looks once for Terraform, its plugins with each azurerm, and cdktf-cli, and says which tests are skipped and why. */
export default async function globalSetup(): Promise<void> {
  const present: number[] = [];
  for (const major of AZURERM_MAJORS) {
    const missing = await missingTools(azurermVersions(major));
    if (missing === undefined) {
      present.push(major);
    } else {
      console.log(`\nEnd-to-end tests with azurerm ${major} are skipped: ${missing}`);
    }
  }
  if (present.length > 0) {
    process.env.E2E_AZURERM = present.join(' ');
  }
  const missing = await missingCdktfCli();
  if (missing === undefined) {
    process.env.E2E_CDKTF_CLI = 'present';
  } else {
    console.log(`\nEnd-to-end tests of cdktf deploy are skipped: ${missing}`);
  }
}
