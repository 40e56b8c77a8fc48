/** How the page of a confirmation differs from that of readiness. */
export const CONFIRMATION_STYLE = String.raw`
.money b {
  font-size: 1.375rem;
}
.quiet {
  color: var(--quiet);
}
.customer-days {
  padding: 0.75rem 0;
  border-top: 1px solid var(--line);
}
.customer-days summary {
  cursor: pointer;
}
.standing {
  font-weight: 600;
}
.standing.alarm {
  color: var(--bad);
}
.standing.surprise,
.standing.accepted {
  color: var(--open);
}
.standing.confirmed {
  color: var(--good);
}
.days {
  display: grid;
  grid-template-columns: repeat(auto-fill, 2.25rem);
  gap: 0.1875rem;
  margin: 0.5rem 0;
  padding: 0;
  list-style: none;
}
.days li {
  padding: 0.125rem 0;
  border: 1px solid var(--line);
  border-radius: 4px;
  font-size: 0.8125rem;
  text-align: center;
}
.days .earned {
  color: var(--good);
  border-color: var(--good);
}
.days .lost {
  color: var(--bad);
  border-color: var(--bad);
  font-weight: 700;
}
.days .partly {
  color: var(--open);
  border-color: var(--open);
  font-weight: 700;
}
.causes {
  margin: 0.5rem 0;
  padding: 0;
  list-style: none;
}
.causes li {
  padding: 0.25rem 0;
}
@media print {
  .customer-days {
    break-inside: avoid;
  }
}
`;
