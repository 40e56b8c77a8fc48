/** What is different on paper. */
export const PRINT_STYLE = String.raw`
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
