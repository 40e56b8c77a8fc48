import { NARROW } from './narrow';

/** What bills say: totals in money, months, causes, the days of a subscription. */
export const PAID_STYLE = String.raw`
.tiles.money {
  grid-template-columns: repeat(4, 1fr);
}
.money .tile b {
  font-size: 1.5rem;
  color: var(--text);
}
.money .lost b {
  color: var(--bad);
}
.money .tile span {
  color: var(--quiet);
}
small {
  font-size: 0.8125rem;
  color: var(--quiet);
}
.money small {
  display: block;
}
.scrolling {
  overflow-x: auto;
}
.scrolling th,
.scrolling td {
  white-space: nowrap;
}
.part {
  min-width: 8rem;
  font-variant-numeric: tabular-nums;
}
.part svg {
  display: block;
  width: 100%;
  height: 6px;
  margin-top: 0.25rem;
}

#customers.joint .customer {
  width: 20%;
}
#customers.joint .verdict {
  width: 18%;
}
#customers.joint .number {
  width: 13%;
}
#customers.joint td b {
  white-space: normal;
}

.causes th,
.undeclared th {
  font-weight: 600;
}
.causes th p {
  margin: 0.125rem 0 0;
  font-size: 0.875rem;
}
.causes td p {
  margin: 0;
  font-size: 0.875rem;
  color: var(--quiet);
}
.causes tbody th {
  width: 18%;
}
.causes [data-label='Lost'] {
  width: 16%;
  font-variant-numeric: tabular-nums;
}
.causes [data-label='Where'],
.causes [data-label='Who acts'],
.causes [data-label='In the declaration'] {
  width: 30%;
}
.causes tbody tr > *,
.undeclared tbody tr > *,
.scrolling tbody tr > * {
  border-top: 1px solid var(--line);
}

/* A day is a sign and a number; the colour only helps. */
.days {
  display: grid;
  grid-template-columns: repeat(auto-fill, 1.75rem);
  gap: 0.125rem;
  margin: 0.5rem 0;
  padding: 0;
  list-style: none;
}
.days li {
  border: 1px solid var(--line);
  border-radius: 4px;
  font-size: 0.75rem;
  line-height: 1.35;
  text-align: center;
  color: var(--quiet);
}
.days li::after {
  display: block;
  font-weight: 700;
  content: '\b7';
}
.days .earned {
  color: var(--good);
}
.days .earned::after {
  content: '\2713';
}
.days .lost,
.days .partly {
  border-color: currentcolor;
  font-weight: 700;
}
.days .lost {
  color: var(--bad);
}
.days .lost::after {
  content: '\2715';
}
.days .partly {
  color: var(--open);
}
.days .partly::after {
  content: '\b1';
}
.days .nothing-eligible::after {
  content: '\2013';
}
.days .pending::after {
  content: '?';
}
.days .not-covered::after {
  content: '\a0';
}
.paid + .paid {
  margin-top: 1rem;
}
#customers .losses {
  padding: 0;
  list-style: none;
}
.losses li {
  padding: 0.5rem 0 0.25rem;
}
.steps {
  padding-left: 1.25rem;
}

@media screen and (max-width: 66rem) {
  .tiles.money {
    grid-template-columns: repeat(2, 1fr);
  }
}
@media screen and ${NARROW} {
  .money .tile {
    display: block;
  }
  .money .tile b {
    font-size: 1rem;
  }
  .money small {
    display: none;
  }
  #customers.joint .number {
    display: table-cell;
    width: 18%;
  }
  /* Its column stays, or a row would be narrower than what is below it. */
  #customers.joint .number ~ .number {
    width: 0;
    padding: 0;
    overflow: hidden;
    white-space: nowrap;
    visibility: hidden;
  }
  #customers.joint .number ~ .number > * {
    display: none;
  }
  #customers.joint .customer {
    width: 28%;
  }
  #customers.joint td:not([colspan]) b {
    font-size: 0.6875rem;
    overflow-wrap: normal;
  }
  #customers.joint td:not([colspan]) b::before {
    width: 1em;
  }
  #customers.joint td:not([colspan]) > p,
  #customers.joint .key {
    display: none;
  }
  #customers.joint td:not([colspan]),
  #customers.joint th {
    padding-inline: 0.25rem;
    font-size: 0.75rem;
  }
  .causes,
  .causes tbody,
  .causes tr,
  .causes th,
  .causes td,
  .undeclared,
  .undeclared tbody,
  .undeclared tr,
  .undeclared th,
  .undeclared td {
    display: block;
    width: auto !important;
  }
  .causes thead,
  .undeclared thead {
    display: none;
  }
  .causes td,
  .undeclared td {
    padding-block: 0.125rem;
    border: 0 !important;
  }
  .causes td:not(:empty)::before,
  .undeclared td:not(:empty)::before {
    content: attr(data-label) ': ';
    color: var(--quiet);
  }
}
@media print {
  .days li {
    break-inside: avoid;
  }
  .scrolling {
    overflow: visible;
  }
}
`;
