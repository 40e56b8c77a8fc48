import { BASE_STYLE } from './style/base';
import { CONTROLS_STYLE } from './style/controls';
import { DETAILS_STYLE } from './style/details';
import { ENTRIES_STYLE } from './style/entries';
import { FLOW_STYLE } from './style/flow';
import { HEAD_STYLE } from './style/head';
import { NARROW_STYLE } from './style/narrow';
import { PAID_STYLE } from './style/paid';
import { PRINT_STYLE } from './style/print';
import { TABLE_STYLE } from './style/table';
import { VERDICTS_STYLE } from './style/verdicts';

/** How the page looks: on a screen, light and dark, on a phone, on paper. What comes later wins. */
export const PAGE_STYLE = [
  BASE_STYLE,
  HEAD_STYLE,
  VERDICTS_STYLE,
  CONTROLS_STYLE,
  TABLE_STYLE,
  DETAILS_STYLE,
  FLOW_STYLE,
  ENTRIES_STYLE,
  NARROW_STYLE,
  PRINT_STYLE,
  PAID_STYLE,
].join('');

/** What is different where no script runs: nothing is left out, and nothing can be pressed. */
export const STYLE_WITHOUT_SCRIPT = String.raw`
.later {
  display: table-row-group;
}
@media screen {
  .more {
    display: table-row;
  }
}
#customers thead button::after {
  content: none;
}
`;
