/** How the page looks: on a screen, light and dark, on a phone, on paper. */
export const PAGE_STYLE = String.raw`
:root {
  color-scheme: light;
  --page: #fff;
  --raised: #f6f7f9;
  --text: #1b1f24;
  --quiet: #57606a;
  --line: #d9dee4;
  --strong: #8a939d;
  --link: #0b57d0;
  --good: #0f6b3a;
  --bad: #b3261e;
  --open: #8a5200;
  --gone: #57606a;
  --chosen: #e8f0fe;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #14171a;
    --raised: #1d2126;
    --text: #e6e9ed;
    --quiet: #a3acb6;
    --line: #343a42;
    --strong: #77808b;
    --link: #8ab4f8;
    --good: #6fd39b;
    --bad: #ff938a;
    --open: #f0b455;
    --gone: #a3acb6;
    --chosen: #1f3250;
  }
}
* {
  box-sizing: border-box;
}
html {
  scroll-padding-top: 3rem;
}
body {
  margin: 0 auto;
  padding: 2.5rem 2rem 4rem;
  max-width: 86rem;
  background: var(--page);
  color: var(--text);
  font:
    0.9375rem/1.5 system-ui,
    -apple-system,
    'Segoe UI',
    Roboto,
    sans-serif;
  overflow-wrap: anywhere;
}
h1 {
  margin: 0 0 0.5rem;
  font-size: 1.75rem;
  line-height: 1.2;
  font-weight: 650;
  letter-spacing: -0.01em;
}
h2 {
  margin: 0 0 0.75rem;
  font-size: 1.25rem;
  line-height: 1.3;
  font-weight: 650;
}
h3 {
  margin: 1.25rem 0 0.25rem;
  font-size: 0.9375rem;
  font-weight: 650;
}
p {
  margin: 0 0 0.75rem;
  max-width: 46rem;
  text-wrap: pretty;
}
a {
  color: var(--link);
  text-underline-offset: 0.15em;
}
code {
  font:
    0.875em/1.4 ui-monospace,
    'Cascadia Mono',
    Menlo,
    Consolas,
    monospace;
}
section {
  margin-top: 3rem;
}
[hidden] {
  display: none !important;
}
:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
  border-radius: 4px;
}
button,
input,
select {
  font: inherit;
  color: inherit;
}
button {
  background: none;
  border: 0;
  padding: 0;
  text-align: inherit;
}
button:enabled {
  cursor: pointer;
}

.lead {
  color: var(--quiet);
}
.result {
  font-size: 1.125rem;
  font-weight: 600;
  margin: 1.25rem 0 0.25rem;
}
.selection {
  padding: 0.75rem 1rem;
  border-left: 4px solid var(--open);
  background: var(--raised);
}
nav {
  margin-top: 1.25rem;
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.25rem;
}
header + main > section:first-child {
  margin-top: 2rem;
}

/* A verdict is a sign and a word; the colour only helps. */
.v0,
.v1,
.v2,
.v3,
.v4 {
  white-space: nowrap;
  font-weight: 600;
}
.v0 {
  color: var(--bad);
  fill: var(--bad);
}
.v1 {
  color: var(--open);
  fill: var(--open);
}
.v2 {
  color: var(--good);
  fill: var(--good);
}
.v3,
.v4 {
  color: var(--gone);
  fill: var(--gone);
}
.v0::before,
.v1::before,
.v2::before,
.v3::before,
.v4::before {
  display: inline-block;
  width: 1.25em;
  font-weight: 700;
}
.v0::before {
  content: '\2715';
  content: '\2715' / '';
}
.v1::before {
  content: '?';
  content: '?' / '';
}
.v2::before {
  content: '\2713';
  content: '\2713' / '';
}
.v3::before,
.v4::before {
  content: '\2013';
  content: '\2013' / '';
}

.tiles {
  display: grid;
  grid-template-columns: repeat(6, 1fr);
  gap: 0.75rem;
  margin: 0 0 1.25rem;
  padding: 0;
  list-style: none;
}
.tile {
  display: block;
  width: 100%;
  height: 100%;
  padding: 0.75rem 1rem;
  border: 1px solid var(--line);
  border-radius: 8px;
}
.tile b {
  display: block;
  font-size: 1.75rem;
  line-height: 1.25;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}
.tile:enabled:hover {
  background: var(--raised);
  border-color: var(--strong);
}
.tile[aria-pressed='true']:enabled {
  background: var(--chosen);
  border-color: var(--link);
  box-shadow: inset 0 0 0 1px var(--link);
}
div.tile b {
  color: var(--quiet);
}
.tile span {
  white-space: nowrap;
}

#filters {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75rem;
  align-items: end;
  margin-bottom: 1rem;
}
#filters label {
  display: grid;
  gap: 0.25rem;
  flex: 1 1 8rem;
  max-width: 14rem;
  font-size: 0.8125rem;
  color: var(--quiet);
}
#filters .wide {
  flex: 2 1 16rem;
  max-width: 26rem;
}
#filters input,
#filters select,
#filters button,
#all button {
  height: 2.25rem;
  min-width: 0;
  width: 100%;
  padding: 0 0.625rem;
  font-size: 0.9375rem;
  color: var(--text);
  background: var(--page);
  border: 1px solid var(--strong);
  border-radius: 6px;
}
#all {
  margin-top: 1rem;
}
::placeholder {
  color: var(--quiet);
  opacity: 1;
}
#filters button,
#all button {
  width: auto;
  padding: 0 1rem;
}
#filters button:hover,
#all button:hover {
  background: var(--raised);
}
#found {
  margin: 0 0 0.5rem;
  color: var(--quiet);
  font-size: 0.875rem;
}

table {
  width: 100%;
  border-collapse: collapse;
}
caption,
.node > span {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
th,
td {
  padding: 0.625rem 0.75rem;
  text-align: left;
  vertical-align: top;
  font-weight: inherit;
}
thead th {
  position: sticky;
  top: 0;
  z-index: 1;
  background: var(--page);
  box-shadow: inset 0 -2px var(--line);
  font-size: 0.75rem;
  font-weight: 600;
  color: var(--quiet);
  vertical-align: bottom;
}
tbody tr:first-child > * {
  border-top: 1px solid var(--line);
}
.number {
  text-align: right;
  font-variant-numeric: tabular-nums;
}

#customers {
  table-layout: fixed;
}
#customers thead button {
  white-space: nowrap;
}
#customers thead button::after {
  content: ' \2195';
  content: ' \2195' / '';
  opacity: 0.5;
}
#customers thead [aria-sort='ascending'] button::after {
  content: ' \2191';
  content: ' \2191' / '';
  opacity: 1;
}
#customers thead [aria-sort='descending'] button::after {
  content: ' \2193';
  content: ' \2193' / '';
  opacity: 1;
}
#customers thead button:enabled:hover {
  color: var(--text);
}
.customer {
  width: 20%;
}
.verdict {
  width: 26%;
}
.offer {
  width: 15%;
}
.ring {
  width: 7%;
}
.onboarding {
  width: 9%;
}
th.number {
  width: 10%;
}
.tenant {
  width: 13%;
}
td.tenant {
  font-size: 0.75rem;
}
td.tenant {
  color: var(--quiet);
}
tbody th button {
  position: relative;
  display: block;
  width: 100%;
  padding-left: 1.25rem;
  font-weight: 600;
}
tbody th button:enabled:hover {
  text-decoration: underline;
}
tbody th button:enabled::before {
  content: '\203a';
  content: '\203a' / '';
  position: absolute;
  left: 0.125rem;
  color: var(--quiet);
  font-weight: 700;
}
.open th button:enabled::before {
  transform: rotate(90deg);
}
tbody th .key {
  margin: 0 0 0 1.25rem;
  color: var(--quiet);
  font-size: 0.8125rem;
}
#customers td p {
  margin: 0.125rem 0 0;
  font-size: 0.875rem;
  color: var(--quiet);
}
#customers .acknowledged::before {
  content: '\2714\fe0e  ';
  content: '\2714\fe0e  ' / '';
}
@media screen {
  .later {
    display: none;
  }
}
.more {
  display: none;
}
.open .more {
  display: table-row;
}
.open > tr > * {
  background: var(--raised);
}

.more > td {
  padding: 0 0.75rem 1.25rem 2rem;
}
.more > td > * {
  max-width: 60rem;
}
#customers .more p {
  color: var(--text);
}
dl {
  margin: 0;
}
dl > div {
  display: grid;
  grid-template-columns: 9rem 1fr;
  gap: 0 1rem;
  padding: 0.125rem 0;
}
dt {
  color: var(--quiet);
}
dd {
  margin: 0;
  white-space: pre-line;
  max-width: 46rem;
}
.more ul {
  margin: 0.5rem 0 0;
  padding-left: 1.25rem;
}
ul.findings {
  padding: 0;
  list-style: none;
}
.findings li {
  display: grid;
  grid-template-columns: 9rem 1fr;
  gap: 0 1rem;
  padding: 0.25rem 0;
}
.findings p b {
  font-weight: 600;
}

.stages,
.flow {
  --step: 2.5rem;
}
.stages,
.flow li {
  display: grid;
  gap: var(--step);
}
.stages {
  grid-template-columns: repeat(4, 1fr);
  margin: 1.25rem 0 0.5rem;
  color: var(--quiet);
  font-size: 0.8125rem;
  font-weight: 600;
}
.flow,
.flow ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
/* Four columns of one width: each list takes what the node before it leaves. */
.flow > li {
  grid-template-columns: calc((100% - 3 * var(--step)) / 4) minmax(0, 1fr);
}
.flow > li > ul > li {
  grid-template-columns: calc((100% - 2 * var(--step)) / 3) minmax(0, 1fr);
}
.flow > li > ul > li > ul > li {
  grid-template-columns: repeat(2, minmax(0, 1fr));
}
.flow li {
  position: relative;
}
.flow li + li {
  margin-top: 0.5rem;
}
.flow > li + li {
  margin-top: 1.25rem;
}
.node {
  position: relative;
  align-self: start;
  min-height: 2.75rem;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--raised);
}
.node.missing {
  border: 1px dashed var(--open);
}
.node b {
  margin-right: 0.75rem;
  font-size: 0.8125rem;
}
.node svg {
  display: block;
  width: 100%;
  height: 6px;
  margin: 0.25rem 0;
}
.flow li li::before,
.node.customers::before,
.flow li li:not(:last-child)::after {
  content: '';
  position: absolute;
  top: 1.375rem;
  left: calc(var(--step) * -1);
  width: var(--step);
  border-top: 2px solid var(--strong);
}
.flow li li + li::before {
  left: calc(var(--step) / -2);
  width: calc(var(--step) / 2);
}
.flow li li:not(:last-child)::after {
  left: calc(var(--step) / -2);
  width: 0;
  bottom: -1.875rem;
  border: 0;
  border-left: 2px solid var(--strong);
}
.flow li li > .node:first-child::after,
.node.customers::after {
  content: '';
  position: absolute;
  top: calc(1.375rem - 4px);
  left: -8px;
  border: 5px solid transparent;
  border-left: 8px solid var(--strong);
  border-right: 0;
}

.entries {
  margin: 0;
  padding: 0;
  list-style: none;
}
.entries li {
  padding: 1rem 0;
  border-top: 1px solid var(--line);
  max-width: 60rem;
}
.entries li:target {
  border-left: 4px solid var(--link);
  padding-left: 1rem;
}
.entries h3 {
  margin: 0;
}
.entries p {
  color: var(--quiet);
}
footer {
  margin-top: 3rem;
  padding-top: 1rem;
  border-top: 1px solid var(--line);
  color: var(--quiet);
  font-size: 0.875rem;
}

/* What a narrow table leaves out, a customer's details still say. */
@media print, (max-width: 66rem) {
  .tenant,
  .onboarding {
    display: none;
  }
  .customer {
    width: 26%;
  }
  .verdict {
    width: 33%;
  }
  .offer {
    width: 18%;
  }
  .ring {
    width: 10%;
  }
  th.number {
    width: 13%;
  }
}
@media screen and (max-width: 66rem) {
  .tiles {
    grid-template-columns: repeat(3, 1fr);
  }
}
@media screen and (max-width: 46rem) {
  body {
    padding: 1.25rem 1rem 3rem;
  }
  .ring,
  .offer,
  .number {
    display: none;
  }
  .customer {
    width: 45%;
  }
  .verdict {
    width: 55%;
  }
  th,
  td {
    padding: 0.625rem 0.5rem;
  }
  .tiles {
    grid-template-columns: repeat(2, 1fr);
  }
  .tile {
    padding: 0.5rem 0.75rem;
  }
  .tile b {
    font-size: 1.375rem;
  }
  #filters label {
    flex: 1 1 40%;
    max-width: none;
  }
  #filters .wide {
    flex-basis: 100%;
    max-width: none;
  }
  .more > td {
    padding-left: 0.5rem;
  }
  dl > div {
    display: block;
    padding: 0.25rem 0;
  }
  .findings li {
    display: block;
  }
  .stages {
    display: none;
  }
  .flow li {
    display: block;
  }
  .node > span {
    position: static;
    display: block;
    width: auto;
    height: auto;
    clip-path: none;
    font-size: 0.75rem;
    color: var(--quiet);
  }
  .flow ul,
  .node.customers {
    margin: 0.5rem 0 0 1rem;
  }
  .flow li li::before,
  .flow li li + li::before,
  .node.customers::before {
    left: -0.625rem;
    width: 0.5rem;
    top: 1rem;
  }
  .flow li li:not(:last-child)::after {
    left: -0.625rem;
    top: 1rem;
    bottom: -1.5rem;
  }
  .flow li li > .node:first-child::after,
  .node.customers::after {
    top: calc(1rem - 4px);
  }
}
@media (forced-colors: active) {
  .tile[aria-pressed='true']:enabled {
    border: 3px solid Highlight;
  }
}
@media print {
  @page {
    margin: 14mm 12mm;
  }
  html {
    font-size: 9pt;
  }
  body {
    padding: 0;
    max-width: none;
  }
  nav,
  #filters,
  #all,
  #first,
  #customers thead button::after,
  tbody th button:enabled::before {
    display: none !important;
    content: none !important;
  }
  details::details-content {
    display: block;
    content-visibility: visible;
  }
  .noteworthy .more {
    display: table-row;
  }
  .open:not(.noteworthy) .more,
  .subscription:not(:has(.findings p)),
  .findings li:not(:has(p)) {
    display: none;
  }
  .tile,
  .open > tr > *,
  .node {
    background: none;
  }
  .tile {
    padding: 0.5rem;
  }
  .tile[aria-pressed='true']:enabled {
    background: none;
    border-color: var(--line);
    box-shadow: none;
  }
  #customers > tbody,
  li,
  .tiles {
    break-inside: avoid;
  }
  h2,
  h3,
  #found {
    break-after: avoid;
  }
  section {
    margin-top: 1.5rem;
  }
  .entries a[href]::after {
    content: ' (' attr(href) ')';
  }
}
`;

/** What is different where no script runs: nothing is left out, and nothing can be pressed. */
export const STYLE_WITHOUT_SCRIPT = String.raw`
.later {
  display: table-row-group;
}
.more {
  display: table-row;
}
#customers thead button::after {
  content: none;
}
`;
