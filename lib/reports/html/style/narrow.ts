/** When a window is that of a phone. */
export const NARROW = '(max-width: 46rem)';

/** What is different in a narrow window, on a phone, and with colours of the reader’s own. */
export const NARROW_STYLE = String.raw`
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
@media screen and ${NARROW} {
  body {
    padding: 1rem 1rem 3rem;
  }
  h1 {
    font-size: 1.375rem;
  }
  h2 {
    font-size: 1.125rem;
    margin-bottom: 0.5rem;
  }
  section,
  header + main > section:first-child {
    margin-top: 1.5rem;
  }
  header p {
    margin-bottom: 0.5rem;
  }
  .lead,
  header p {
    font-size: 0.875rem;
    line-height: 1.4;
  }
  header .result {
    font-size: 1rem;
    margin-top: 0.75rem;
  }
  nav {
    margin-top: 0.5rem;
  }
  .fold > summary {
    display: list-item;
    padding: 0.25rem 0;
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
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .tile {
    display: flex;
    gap: 0.5rem;
    align-items: baseline;
    padding: 0.375rem 0.625rem;
  }
  .tile span {
    white-space: normal;
  }
  .tile b {
    font-size: 1.0625rem;
  }
  #filters label {
    flex: 1 1 40%;
    max-width: none;
  }
  #filters .wide {
    flex-basis: 60%;
    max-width: none;
  }
  #actions {
    flex-wrap: nowrap;
  }
  #actions button {
    padding: 0 0.5rem;
    font-size: 0.8125rem;
  }
  tbody th button {
    padding-left: 0.875rem;
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
`;
