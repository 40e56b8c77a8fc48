import { yaml } from '../../portfolio';

/** How a part of a file is written. */
export interface Style {
  readonly isJson: boolean;
  /** Whether it stands in brackets or braces, in one line. */
  readonly isFlow: boolean;
  /** What stands in front of each line after the first. */
  readonly indent: string;
}

/** As people write: no line is folded, and what is the same twice is written twice. */
const PLAIN = { lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A value as it is written in a style, without a line break at its end. */
export function written(value: unknown, { isJson, isFlow, indent }: Style): string {
  const text = isJson
    ? JSON.stringify(value, null, isFlow ? 0 : 2)
    : isFlow
      ? inBrackets(value)
      : yaml().stringify(value, PLAIN).trimEnd();
  return text.replaceAll('\n', `\n${indent}`);
}

/** In a list of one, so that whatever has a meaning between brackets is quoted. */
function inBrackets(value: unknown): string {
  const text = yaml().stringify([value], { ...PLAIN, collectionStyle: 'flow' });
  return text.trim().slice('['.length, -']'.length).trim();
}

/** A single value in quotes of the kind that it had, or without as before, if that means the same. */
export function rewritten(value: string, source: string, style: Style): string {
  const quote = source[0];
  if (style.isJson || quote === '"') {
    return JSON.stringify(value);
  }
  return quote === "'" ? `'${value.replaceAll("'", "''")}'` : written(value, { ...style, isFlow: true });
}
