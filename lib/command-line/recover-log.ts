/**
 * What Terraform printed, read for how far creations came. Nothing in it is trusted beyond that: addresses are looked up in
 * it, and ids are taken from it only in the form of an id.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/views/hook_ui.go
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/format/diagnostic.go
 */

/** How far applies came, by the address of resources. */
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

const PROGRESS = /(?:^|\s)([a-z][a-z0-9_]*\.[A-Za-z_][\w-]*): (Creating\.\.\.|Creation complete|Provisioning with)/;

/** What a run says between planning and applying, or instead of applying: whatever an earlier run began has been cut off. */
const PLANNED = /used the selected providers|planned the following actions|Planning failed\.|No changes\./;

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

/** Whether a text is something that Terraform printed while it planned or applied. */
export function isApplyLog(text: string): boolean {
  return linesOf(text).some(
    line => PROGRESS.test(line) || PLANNED.test(line) || AFTER_ERROR.test(line) || /^(Plan:|Apply complete)/.test(line),
  );
}

/** Reads what runs printed, in their order; a text may hold several. */
export function readApplyLog(texts: string[]): ApplyLog {
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
  for (const text of texts) {
    const lines = linesOf(text);
    lines.forEach((line, i) => {
      const [, address, what] = PROGRESS.exec(line) ?? [];
      if (PLANNED.test(line)) {
        pending.forEach(giveUp);
      } else if (what === 'Creating...') {
        giveUp(address);
        pending.add(address);
        unfinished.add(address);
        provisioned.delete(address);
      } else if (what === 'Creation complete') {
        [pending, unfinished, broken].forEach(set => set.delete(address));
      } else if (what !== undefined) {
        provisioned.add(address);
      } else if (/(?:^|\s)Error: /.test(line)) {
        const error = errorFrom(lines, i);
        const at = /\bwith ([a-z][a-z0-9_]*\.[A-Za-z_][\w-]*),/.exec(error)?.[1];
        if (at !== undefined) {
          errors.set(at, [...(errors.get(at) ?? []), error]);
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

/** Lines without colours, without the box around errors and without what a pipeline or cdktf-cli writes before it. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/).map(line =>
    line
      .replace(/\u001b\[[0-9;]*m/g, '')
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, '')
      .replace(/^.*?(?=[│╷╵])│?/, ''),
  );
}

function errorFrom(lines: string[], start: number): string {
  const length = lines.slice(start + 1).findIndex(line => AFTER_ERROR.test(line));
  return lines
    .slice(start, length < 0 ? undefined : start + 1 + length)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
