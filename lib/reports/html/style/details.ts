/** What is known of a customer, below its row. */
export const DETAILS_STYLE = String.raw`
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
`;
