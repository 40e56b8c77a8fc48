import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../command-line/run-pec';

/** What readers copy. */
export const PIPELINES = join(ROOT, 'examples', 'pipelines');
/** Every workflow, pipeline and script, relative to {@link PIPELINES}. */
export const FILES = readdirSync(PIPELINES, { recursive: true, encoding: 'utf8' }).filter(file =>
  /\.(yml|sh)$/.test(file),
);
const SCRIPT_MEMBERS = ['run', 'bash', 'inlineScript'];

/** A job of either service, as far as tests look at it. */
export interface Job {
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly steps: Record<string, unknown>[];
}

/** A workflow of GitHub, as far as tests look at it. */
export interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly concurrency?: Record<string, unknown>;
  readonly jobs: Record<string, Job>;
}

/** A script, and the step that it stands in. */
export interface Script {
  readonly owner: Record<string, unknown>;
  readonly script: string;
}

export const read = (file: string): string => readFileSync(join(PIPELINES, file), 'utf8');

export const workflow = (file: string): Workflow => parse(read(`github/${file}`)) as Workflow;

/** The files of one service. */
export const filesOf = (service: 'github' | 'azure-devops'): string[] =>
  FILES.filter(file => file.startsWith(`${service}/`)).sort();

/** Every shell script in a file, and what it stands in. */
export function scriptsIn(file: string): Script[] {
  return file.endsWith('.sh') ? [{ owner: {}, script: read(file) }] : scriptsOf(read(file));
}

/** Every shell script in the text of a workflow, pipeline or action. */
export function scriptsOf(text: string): Script[] {
  return objectsIn(parse(text)).flatMap(owner =>
    SCRIPT_MEMBERS.flatMap(name => {
      const script = owner[name];
      return typeof script === 'string' ? [{ owner, script }] : [];
    }),
  );
}

/** Every object in what a file holds. */
export function objectsIn(node: unknown): Record<string, unknown>[] {
  if (node === null || typeof node !== 'object') {
    return [];
  }
  const inner = Object.values(node).flatMap(objectsIn);
  return Array.isArray(node) ? inner : [node as Record<string, unknown>, ...inner];
}

/** Every script of every file, with the file's name. */
export const SCRIPTS = FILES.flatMap(file => scriptsIn(file).map(({ script }) => [file, script] as const));

/** The one script in a file that has this word. */
export function scriptWith(file: string, word: string): string {
  const [{ script }] = scriptsIn(file).filter(({ script }) => script.includes(word));
  return script;
}
