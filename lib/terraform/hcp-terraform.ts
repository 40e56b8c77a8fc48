/**
 * What HCP Terraform and Terraform Enterprise call things, each with its words, as HashiCorp documents them.
 *
 * @see hashicorp/web-unified-docs, content/terraform-docs-common/docs/cloud-docs/api-docs/workspaces.mdx and projects.mdx
 */
export const HCP_TERRAFORM_NAMES = {
  /** An organization, a workspace, or what the name of one begins with. */
  workspace: { pattern: /^[A-Za-z0-9_-]+$/, words: 'letters, digits, "-" and "_"' },
  project: {
    pattern: /^(?! )[A-Za-z0-9_ -]{3,40}(?<! )$/,
    words: '3 to 40 letters, digits, "-", "_" and blanks, with none at an end',
  },
  host: { pattern: /^[A-Za-z0-9.-]+(:[0-9]{1,5})?$/, words: 'the name of a host, such as "app.terraform.io"' },
} as const;
