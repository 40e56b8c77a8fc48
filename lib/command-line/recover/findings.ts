import { differenceTo, idNamedIn, recoverableKindOf, type RecoverableKind } from './kinds';
import { type ApplyLog, saysThatItExists } from './log';
import type { DeclaredResource, Stack, StateResource } from './stack';
import { shellArgument } from './terraform';

/** What is known after an interrupted apply. */
export interface Situation extends Stack {
  readonly log: ApplyLog;
  /** Ids that the user gave, by address. */
  readonly ids: ReadonlyMap<string, string>;
  /** Addresses at which an import brought in another object. */
  readonly strangers: { has(address: string): boolean };
  /** A run of Terraform as one types it into a shell. */
  readonly line: (args: string[]) => string;
}

/** A run of Terraform that takes back one consequence of the interruption. */
export interface RecoveryStep {
  /** One line without special characters. */
  readonly why: string;
  readonly args: string[];
  readonly address: string;
}

/** What an interrupted apply left behind. */
export interface Findings {
  readonly steps: RecoveryStep[];
  /** What stands in the way and needs a person. */
  readonly questions: string[];
  /** What does not stand in the way. */
  readonly notes: string[];
}

/** An address that needs no quotes anywhere. Those in modules and of `count` or `for_each` are none of this package's. */
const ADDRESS = /^[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*$/;

/** No white space, quotes or other characters that a shell or a log could read in another way. */
const IMPORT_ID = /^[\p{L}\p{N}/._()-]+$/u;

/** Looks what an interrupted apply left behind. Whatever it cannot have made is left alone. */
export function findRemains(situation: Situation): Findings {
  const { declared, state } = situation;
  const findings: Findings = { steps: [], questions: [], notes: [] };
  for (const resource of state) {
    const declaration = declared.find(({ address }) => address === resource.address);
    const kind = recoverable(declaration);
    if (declaration && kind) {
      const add = resource.tainted ? addTainted : addStranger;
      add(resource, declaration, kind, situation, findings);
    } else if (resource.tainted) {
      findings.notes.push(`left alone: ${shown(resource.address)} is tainted; Terraform replaces it`);
    }
  }
  for (const declaration of declared.filter(({ address }) => !state.some(resource => resource.address === address))) {
    const kind = recoverable(declaration);
    if (kind) {
      addMissing(declaration, kind, situation, findings);
    } else if (situation.log.broken.has(declaration.address)) {
      findings.notes.push(`left alone: ${shown(declaration.address)}, whose creation broke; Terraform makes it again`);
    }
  }
  return findings;
}

/** The kind of a declared resource; undefined if it is left alone. */
export function recoverable(declaration: DeclaredResource | undefined): RecoverableKind | undefined {
  return declaration && ADDRESS.test(declaration.address)
    ? recoverableKindOf(declaration.type, declaration.attributes)
    : undefined;
}

function addTainted(
  resource: StateResource,
  declaration: DeclaredResource,
  kind: RecoverableKind,
  { state, log, line }: Situation,
  { steps, questions }: Findings,
): void {
  const { address, values } = resource;
  const doubt = doubtAbout(resource, declaration, kind, state, log);
  if (doubt === undefined) {
    steps.push({
      address,
      why: `${address}: ${kind.name} is sound; it is tainted because its creation broke after Azure had made it`,
      args: ['untaint', address],
    });
  } else {
    questions.push(
      `${address} is tainted, and stays so: ${doubt}. If ${kind.name} ${shown(String(values.id))} is sound: ` +
        line(['untaint', address]),
    );
  }
}

/** An import was cut off before anybody looked at what it had brought in. */
function addStranger(
  { address, values }: StateResource,
  { attributes }: DeclaredResource,
  kind: RecoverableKind,
  { line }: Situation,
  { questions }: Findings,
): void {
  const difference = kind.wasImported?.(values) ? differenceTo(kind, attributes, values) : undefined;
  if (difference !== undefined) {
    questions.push(
      `${address}: ${kind.name} ${shown(String(values.id))} was imported, and its ${difference} is not the one that is ` +
        `declared; an apply would change or replace it. Unless that is what you want: ${line(['state', 'rm', address])}`,
    );
  }
}

/** Why a taint may have another cause than an interrupted creation; undefined if it has that one. */
function doubtAbout(
  { address, values }: StateResource,
  { attributes, hasProvisioner }: DeclaredResource,
  kind: RecoverableKind,
  state: StateResource[],
  log: ApplyLog,
): string | undefined {
  if (hasProvisioner || log.provisioned.has(address)) {
    return 'its provisioner may have failed, and only a person can tell what that left behind';
  }
  const younger = state.find(({ depends_on: dependencies }) => dependencies?.includes(address));
  if (younger) {
    return `${shown(younger.address)} was made after it, so it was made to its end and tainted later`;
  }
  const difference = differenceTo(kind, attributes, values);
  if (difference !== undefined) {
    return `its ${difference} is not the one that is declared`;
  }
  const isUnanswered = kind.answered !== undefined && !values[kind.answered];
  return log.unfinished.has(address) || isUnanswered
    ? undefined
    : 'nothing shows that an interrupted apply did it; give what that apply printed: --error FILE';
}

function addMissing(
  { address, attributes }: DeclaredResource,
  kind: RecoverableKind,
  { log, ids, strangers }: Situation,
  { steps, questions, notes }: Findings,
): void {
  if (strangers.has(address)) {
    return;
  }
  const isBroken = log.broken.has(address);
  const errors = log.errors.get(address) ?? [];
  const named = errors.flatMap(error => idNamedIn(error, kind) ?? []).at(-1);
  const id = ids.get(address) ?? (isBroken ? named : undefined);
  const give = (known: string) => `--id ${shellArgument(`${address}=${known}`)}`;
  const difference = kind.idIn && differenceTo(kind, attributes, { [kind.idIn]: id });
  if (difference) {
    questions.push(`${address}: ${id} is not imported: its ${difference} is not the one that is declared`);
  } else if (id !== undefined) {
    const importId = kind.importId?.(id, attributes);
    if (importId === undefined || !IMPORT_ID.test(importId)) {
      notes.push(`${address}: what it belongs to is not in the state yet; run pec recover again once it is`);
    } else {
      steps.push({
        address,
        why: `${address}: ${kind.name} exists, and the state does not know it`,
        args: ['import', address, importId],
      });
    }
  } else if (named !== undefined) {
    questions.push(
      `${address}: ${kind.name} ${named} exists, and nothing shows that an interrupted apply made it. ` +
        `If one did: ${give(named)}, or give what that apply printed: --error FILE`,
    );
  } else if (errors.some(saysThatItExists)) {
    questions.push(`${address}: ${kind.name} exists, and no error names its id. ${howToFind(kind, attributes, give)}`);
  } else if (isBroken && kind.unnoticed !== undefined) {
    notes.push(
      `${address}: ${kind.name} may exist all the same, and ${kind.unnoticed}. ${howToFind(kind, attributes, give)}`,
    );
  }
}

function howToFind(kind: RecoverableKind, declared: DeclaredResource['attributes'], give: (id: string) => string) {
  const lookUp = kind.lookUp?.(declared)?.map(shellArgument).join(' ');
  const find = lookUp === undefined ? 'Find it in Azure' : `Find it: ${lookUp}`;
  return kind.importId === undefined
    ? `${find}; delete it there: Terraform imports none`
    : `${find}; then ${give('ID')}`;
}

/** An address or id from a file, as it is safe in a line of text. */
function shown(text: string): string {
  return ADDRESS.test(text) || IMPORT_ID.test(text) ? text : JSON.stringify(text);
}
