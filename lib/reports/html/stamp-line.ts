import type { Readiness } from '../../readiness';
import { momentInWords, stampParts } from '../words';
import { html } from './escape';

/**
 * Who made the page, when and of what; nothing if nobody said. The page tells its age by the clock of its reader, which
 * is the one place where a clock is read.
 */
export function stampLine(readiness: Pick<Readiness, 'stamp' | 'partnerIds'>): string[] {
  const date = readiness.stamp?.date;
  const moment = date === undefined ? undefined : momentInWords(date);
  const parts = stampParts(readiness).map(part =>
    date !== undefined && part === moment
      ? `<time id="made" datetime="${html(date)}">${html(part)}</time><span id="age"></span>`
      : html(part),
  );
  return parts.length === 0
    ? []
    : [
        `<p class="stamp">${parts.join(' · ')}</p>`,
        ...(date === undefined
          ? []
          : [
              '<p id="stale" class="selection" role="note" hidden><b>This page is old.</b> Ask for one of today before you ' +
                'act on it.</p>',
            ]),
      ];
}
