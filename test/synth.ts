import type { TerraformStack } from 'cdktf';
import { Testing } from 'cdktf';

/** One block of Terraform's JSON. */
export type Block = Record<string, unknown>;

/** The Terraform of a stack, without the comments (`//`) of the framework. */
export function synthesize(stack: TerraformStack): Block {
  return JSON.parse(Testing.synth(stack), (key, value: unknown) => (key === '//' ? undefined : value)) as Block;
}

/** The resources of one type, by their name in the Terraform address. */
export function resources(stack: TerraformStack, type: string): Record<string, Block> {
  return blocks(stack, 'resource', type);
}

/** The data sources of one type, by their name in the Terraform address. */
export function dataSources(stack: TerraformStack, type: string): Record<string, Block> {
  return blocks(stack, 'data', type);
}

function blocks(stack: TerraformStack, kind: string, type: string): Record<string, Block> {
  return (synthesize(stack)[kind] as Record<string, Record<string, Block>> | undefined)?.[type] ?? {};
}
