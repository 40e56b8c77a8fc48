import { missingTools } from './terraform';

/** Looks once for Terraform and its plugins, and says why the tests are skipped if something is missing. */
export default async function globalSetup(): Promise<void> {
  const missing = await missingTools();
  if (missing !== undefined) {
    console.log(`\nEnd-to-end tests are skipped: ${missing}`);
    process.env.E2E_SKIPPED_BECAUSE = missing;
  }
}
