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
  #actions,
  .only,
  #customers thead button::after,
  tbody th button:enabled::before {
    display: none !important;
    content: none !important;
  }
  details::details-content {
    display: block;
    content-visibility: visible;
  }
  /* Paper cannot be unfolded: what is looked up there is on paper only if it was open. */
  section:has(> details:not(.fold, [open])) {
    display: none;
  }
  /* Who matches, if somebody chose; else who needs a look. Details of those that were opened. */
  section:not(.chosen) > #customers > tbody:not(.noteworthy, .open) {
    display: none;
  }
  section:not(.chosen) > #customers:not(:has(> .noteworthy, > .open)) {
    display: none;
  }
  section:not(.chosen) > #paper {
    display: block;
  }
  /* Chromium repeats a title on each page, but not a button. */
  thead button {
    display: contents;
  }
  thead th {
    position: static;
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
