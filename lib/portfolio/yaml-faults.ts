import type { Pair, YAMLError } from 'yaml';
import { clipped } from '../text';
import { expansionFault } from './yaml-aliases';
import type { Parsed } from './yaml-document';
import { isMerge, keyOf, mergedInto, offsetOf, resolved, yaml } from './yaml-library';

/** What is wrong with a file as YAML. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  /** Whether the file cannot be read because of it. */
  readonly isFatal: boolean;
}

/** Finds what is wrong with a document as YAML, before values are made of it. */
export function inspectYaml({ document, second }: Parsed): YamlFault[] {
  const tabs = document.errors.filter(isTab);
  // What the parser says behind a tab follows from it: the line came into another object.
  const firstTab = Math.min(...tabs.map(({ pos }) => pos[0]));
  const errors = document.errors.filter(error => isTab(error) || error.pos[0] < firstTab);
  const faults = [...errors, ...document.warnings].map(error => ({
    offset: error.pos[0],
    message: sentenceOf(error),
    isFatal: error.name === 'YAMLParseError',
  }));
  const report = (node: unknown, message: string) => {
    faults.push({ offset: offsetOf(node) ?? 0, message, isFatal: true });
  };
  if (second !== undefined) {
    const message = 'begins a second document; keep all customers in one, without "---"';
    faults.push({ offset: second, message, isFatal: true });
  }
  let hasAlias = false;
  yaml().visit(document, {
    Map: (_key, map) => {
      inspectNames(map.items).forEach(fault => faults.push(fault));
    },
    Alias: (_key, alias, path) => {
      hasAlias = true;
      const target = alias.resolve(document);
      if (!target) {
        report(alias, `*${alias.source} stands for nothing; write &${alias.source} before what it shall stand for`);
      } else if (path.includes(target)) {
        report(alias, `*${alias.source} is inside of what it stands for; write that part out`);
      }
    },
    Pair: (_key, pair) => {
      if (isMerge(pair) && !mergedInto(pair).every(source => yaml().isMap(resolved(source, document)))) {
        report(pair.key, '<< takes over an object, or a list of objects; write an alias of one, such as *shared');
      }
    },
  });
  const message = hasAlias && !faults.some(fault => fault.isFatal) ? expansionFault(document) : undefined;
  return message === undefined ? faults : [...faults, { offset: 0, message, isFatal: true }];
}

/** The most characters of a name that are shown. */
const LONGEST_NAME = 60;

/** Names that are no text, which become another text without a word, and names that are there twice. */
function inspectNames(pairs: Pair[]): YamlFault[] {
  const earlier = new Set<string>();
  return pairs.flatMap(pair => {
    const { key } = pair;
    const name = keyOf(pair);
    const fault = (message: string, isFatal = false) => [{ offset: offsetOf(key) ?? 0, message, isFatal }];
    if (name === undefined) {
      return fault('stands in the place of a name; write the name itself, a text', true);
    }
    if (earlier.has(name)) {
      return fault('is written twice in one object; keep one of the two');
    }
    earlier.add(name);
    if (!yaml().isScalar(key) || typeof key.value === 'string' || isMerge(pair)) {
      return [];
    }
    return key.source
      ? fault(`the name ${clipped(key.source, LONGEST_NAME)} is not a text; put it in quotes`)
      : fault('a name is missing before the colon; write one');
  });
}

/** What the library says in the words of a parser, as a person sees it in the file. */
const SENTENCES: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'has a second colon in its line; put the text behind the first one in quotes',
  MULTILINE_IMPLICIT_KEY: 'a name has no colon behind it, or a text goes on in the next line; write NAME: VALUE',
  TAB_AS_INDENT: 'begins with a tab; begin lines with blanks only',
};

/** What to do beside what the library says. */
const CURES: Partial<Record<YAMLError['code'], string>> = {
  BAD_SCALAR_START: 'put the text in quotes',
  BAD_DQ_ESCAPE: 'write \\\\ for a backslash, or put the text in single quotes',
  BAD_INDENT: 'begin the line in the column of its neighbours, and close every bracket',
};

function isTab({ code }: YAMLError): boolean {
  return code === 'TAB_AS_INDENT';
}

function sentenceOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'UNEXPECTED_TOKEN':
      // Behind the colon follows what is written there.
      return message.replace(/:.*/s, '');
    case 'TAG_RESOLVE_FAILED':
      return `has a tag that means nothing here (${message}); write the value without it`;
    default:
      return SENTENCES[code] ?? (CURES[code] === undefined ? message : `${message}; ${CURES[code]}`);
  }
}
