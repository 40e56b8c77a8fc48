import type { JsonObject } from '../server/json';
import { asText, sameText } from '../server/json';
import { armRefusal } from './arm-errors';

const TABLE = 'managedservicesresources';
const CONDITION = /^(?<column>type|id|name)\s*(?<operator>=~|==)\s*(?<quote>['"])(?<value>[^'"]*)\k<quote>$/;

/** A query of the table of Azure Lighthouse, as far as Resource Graph's language is emulated: where, project, order by. */
export class GraphQuery {
  private readonly steps: string[];

  /** Refuses what it does not know, so that nothing is ignored unseen. */
  constructor(text: string) {
    const [table, ...steps] = text.split('|').map(step => step.trim());
    if (!sameText(table, TABLE)) {
      throw invalidQuery(`The emulated Resource Graph has no table "${table}".`);
    }
    this.steps = steps;
    this.run([]);
  }

  /** Whether pages can follow each other: only where every row can be told from the others. */
  public get canPage(): boolean {
    const columns = this.steps.map(columnsOf).find(each => each !== undefined);
    return columns === undefined || columns.includes('id');
  }

  /** The rows that the query gives. */
  public run(rows: readonly JsonObject[]): JsonObject[] {
    return this.steps.reduce<JsonObject[]>((left, step) => applied(step, left), [...rows]);
  }
}

function applied(step: string, rows: JsonObject[]): JsonObject[] {
  const columns = columnsOf(step);
  if (columns !== undefined) {
    return rows.map(row => Object.fromEntries(columns.map(column => [column, row[column]])));
  }
  const [, conditions] = /^where\s+(.+)$/s.exec(step) ?? [];
  if (conditions !== undefined) {
    const matchers = conditions.split(/\s+or\s+/).map(matcherOf);
    return rows.filter(row => matchers.some(matches => matches(row)));
  }
  const [, column, direction] = /^order by\s+(\w+)(?:\s+(asc|desc))?$/.exec(step) ?? [];
  if (column !== undefined) {
    // Without a direction it is descending, as everywhere in this language.
    const sign = direction === 'asc' ? 1 : -1;
    return rows.sort((a, b) => sign * (asText(a[column]) < asText(b[column]) ? -1 : 1));
  }
  throw invalidQuery(`The emulated Resource Graph does not know "${step}".`);
}

function columnsOf(step: string): string[] | undefined {
  const [, columns] = /^project\s+([\w\s,]+)$/.exec(step) ?? [];
  return columns?.split(',').map(column => column.trim());
}

/** Types are in lower case in the table; `==` compares every letter. */
function matcherOf(condition: string): (row: JsonObject) => boolean {
  const { column, operator, value } = CONDITION.exec(condition.trim())?.groups ?? {};
  if (column === undefined) {
    throw invalidQuery(`The emulated Resource Graph does not know the condition "${condition}".`);
  }
  return row => (operator === '==' ? row[column] === value : sameText(asText(row[column]), value));
}

function invalidQuery(message: string) {
  return armRefusal(400, 'BadRequest', `Please provide below info when asking for support: ${message}`);
}
