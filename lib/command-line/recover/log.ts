import { linesOf } from './lines';

/**
 * What Terraform printed, read for how far creations came. Nothing in it is trusted beyond that: addresses are looked up in
 * it, and ids are taken from it only in the form of an id.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/views/hook_ui.go
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/format/diagnostic.go
 */

/** How far applies came, by the address of resources; nothing of those that came to their end or are gone. */
export interface ApplyLog {
  /** The last creation began and did not succeed, for whatever reason. */
  readonly unfinished: ReadonlySet<string>;
  /**
   * A creation began, and nobody knows how far it came: it ended in an error other than a refusal, or the log ends. A refusal
   * made nothing: what exists then was there before.
   */
  readonly broken: ReadonlySet<string>;
  /** A provisioner ran: it may have failed, and what it left behind nobody knows. */
  readonly provisioned: ReadonlySet<string>;
  /** The errors that name a resource, each on one line. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
}

const PROGRESS =
  /(?:^|\s)([a-z][a-z0-9_]*\.[A-Za-z_][\w-]*): (Creating\.\.\.|(?:Creation|Destruction) complete|Provisioning with)/;

/** What a run says between planning and applying, or instead of applying: whatever an earlier run began has been cut off. */
const PLANNED = /used the selected providers|planned the following actions|Planning failed\.|No changes\./;

/** Nothing is left of what earlier runs began. */
const APPLIED = /(?:^|\s)Apply complete!/;

/** Any line by which Terraform goes on after an error. */
const AFTER_ERROR =
  /: (?:Creating\.|Creation complete|Still |Refreshing|Reading|Read complete|Modif|Destr|Provisioning)|(?:^|\s)(?:Error|Warning): |^[╷╵]/;

/**
 * `unexpected status 403 (…) with …` is what hashicorp/go-azure-sdk (sdk/client/client.go) makes of an answer that refuses;
 * the rest is what azuread, azurerm and azapi say of their own, because they have looked and the object exists. Not azapi's
 * `RESPONSE 409`: it repeats a request whose answer was lost, and the repetition is refused because the first took effect.
 */
const REFUSAL = /unexpected status 4\d\d|already exists|needs to be imported/;

/** An object that is there but not in the state. */
const EXISTS = /already exists|needs to be imported|Request_MultipleObjectsWithSameKeyValue/;

/** Whether an error says that the object exists. */
export function saysThatItExists(error: string): boolean {
  return EXISTS.test(error);
}

/** Whether a text is something that Terraform printed while it planned or applied a stack. */
export function isApplyLog(text: string, stack: string): boolean {
  return linesOf(text, stack).some(
    line =>
      PROGRESS.test(line) || PLANNED.test(line) || AFTER_ERROR.test(line) || APPLIED.test(line) || /^Plan:/.test(line),
  );
}

/** Reads what runs printed for a stack, in their order; a text may hold several. */
export function readApplyLog(texts: string[], stack: string): ApplyLog {
  const unfinished = new Set<string>();
  const broken = new Set<string>();
  const pending = new Set<string>();
  const provisioned = new Set<string>();
  const errors = new Map<string, string[]>();
  const giveUp = (address: string) => {
    if (pending.delete(address)) {
      broken.add(address);
    }
  };
  const marks = [pending, unfinished, broken, provisioned, errors];
  for (const text of texts) {
    const lines = linesOf(text, stack);
    lines.forEach((line, i) => {
      const [, address, what] = PROGRESS.exec(line) ?? [];
      if (PLANNED.test(line)) {
        pending.forEach(giveUp);
      } else if (what === 'Creating...') {
        giveUp(address);
        pending.add(address);
        unfinished.add(address);
        provisioned.delete(address);
      } else if (what?.endsWith(' complete')) {
        marks.forEach(mark => mark.delete(address));
      } else if (APPLIED.test(line)) {
        marks.forEach(mark => mark.clear());
      } else if (what !== undefined) {
        provisioned.add(address);
      } else if (/(?:^|\s)Error: /.test(line)) {
        const error = errorFrom(lines, i);
        const at = /\bwith ([a-z][a-z0-9_]*\.[A-Za-z_][\w-]*),/.exec(error)?.[1];
        if (at !== undefined) {
          errors.set(at, errors.get(at) ?? []);
          errors.get(at)?.push(error);
          if (REFUSAL.test(error)) {
            pending.delete(at);
          }
        }
      }
    });
    pending.forEach(giveUp);
  }
  return { unfinished, broken, provisioned, errors };
}

function errorFrom(lines: string[], start: number): string {
  let end = start + 1;
  while (end < lines.length && !AFTER_ERROR.test(lines[end])) {
    end++;
  }
  return lines.slice(start, end).join(' ').replace(/\s+/g, ' ').trim();
}
