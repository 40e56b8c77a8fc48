/** `describe`, or `describe.skip` where Terraform or a plugin is missing: skipped is not passed. */
export const describeWithTerraform = process.env.E2E_SKIPPED_BECAUSE === undefined ? describe : describe.skip;
