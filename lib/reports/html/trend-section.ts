import { type CustomerChange, type Readiness, ReadinessChange, Verdict } from '../../readiness';
import { CHANGE_NAMES, comingAndGoing, sinceWhen } from '../trend-words';
import { count } from '../words';
import { anchorOf } from './addresses';
import { definitions, html } from './escape';
import { verdictToken } from './facets';
import { folded } from './folded';

/** How many names are read at a glance; the others are folded away. */
const MOST_NAMES = 10;

const STYLES: Record<ReadinessChange, string> = {
  [ReadinessChange.NEW]: verdictToken(Verdict.DOES_NOT_EARN),
  [ReadinessChange.WORSE]: verdictToken(Verdict.DOES_NOT_EARN),
  [ReadinessChange.BETTER]: verdictToken(Verdict.UNKNOWN),
  [ReadinessChange.CURED]: verdictToken(Verdict.EARNS),
};

/** What became of customers since an earlier report. */
export function trendSection({ trend }: Readiness): string[] {
  if (trend === undefined) {
    return [];
  }
  const entries = Object.values(ReadinessChange).flatMap(kind => {
    const changed = trend.changes.filter(({ change }) => change === kind);
    return changed.length === 0
      ? []
      : [
          [
            `<b class="${STYLES[kind]}">${changed.length} ${CHANGE_NAMES[kind].toLowerCase()}</b>`,
            namesOf(changed),
          ] as const,
        ];
  });
  const rest = comingAndGoing(trend);
  return [
    '<section aria-labelledby="trend">',
    `<h2 id="trend">${html(sinceWhen(trend))}</h2>`,
    ...(entries.length === 0 ? [] : [definitions(entries)]),
    ...(rest === undefined ? [] : [`<p>${html(rest)}</p>`]),
    '</section>',
  ];
}

function namesOf(changed: readonly CustomerChange[]): string {
  const names = changed
    .map(({ key, name, now }) => (now === undefined ? html(name) : `<a href="#${anchorOf(key)}">${html(name)}</a>`))
    .join(', ');
  return changed.length > MOST_NAMES ? folded(count(changed.length, 'customer'), names) : names;
}
