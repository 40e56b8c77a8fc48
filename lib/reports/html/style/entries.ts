/** Lists of entries, and the foot of the page. */
export const ENTRIES_STYLE = String.raw`
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
`;
