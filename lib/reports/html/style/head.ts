/** The head of the page: what it says first. */
export const HEAD_STYLE = String.raw`
.lead {
  color: var(--quiet);
}
.stamp {
  color: var(--quiet);
  font-size: 0.875rem;
}
.result {
  font-size: 1.125rem;
  font-weight: 600;
  margin: 1.25rem 0 0.25rem;
}
.selection,
.blocking,
#stranger {
  padding: 0.75rem 1rem;
  border-left: 4px solid var(--open);
  background: var(--raised);
}
.blocking {
  border-left-color: var(--bad);
}
nav {
  margin-top: 1.25rem;
}
nav div {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.25rem;
}
header + main > section:first-child {
  margin-top: 2rem;
}
`;
