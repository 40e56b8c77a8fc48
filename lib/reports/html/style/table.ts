/** Tables, and that of the customers above all. */
export const TABLE_STYLE = String.raw`
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
/* Findings: without a width of its own a long id leaves no room for the heading beside it. */
.findings {
  table-layout: fixed;
}
.findings th:nth-child(2) {
  width: 8rem;
}
`;
