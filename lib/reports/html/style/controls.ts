/** What is pressed and typed into: totals that filter, filters, search. */
export const CONTROLS_STYLE = String.raw`
.group {
  margin: 0 0 0.25rem;
  font-size: 0.8125rem;
  color: var(--quiet);
}
.tiles {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
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

#filters,
.selects {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75rem;
  align-items: end;
}
#filters {
  margin-bottom: 1rem;
}
#filters details {
  flex: 1 1 100%;
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
#actions button,
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
#actions button,
#all button {
  width: auto;
  padding: 0 1rem;
}
#filters button:hover,
#actions button:hover,
#all button:hover {
  background: var(--raised);
}
#actions [aria-pressed='true'] {
  background: var(--chosen);
  border-color: var(--link);
}
.found {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 1rem;
  align-items: end;
  justify-content: space-between;
  margin-bottom: 0.5rem;
}
#actions {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  margin: 0;
}
#paper {
  display: none;
}
#choice,
#found {
  margin: 0;
  color: var(--quiet);
  font-size: 0.875rem;
}
`;
