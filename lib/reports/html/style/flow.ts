/** The picture of where the credit goes. */
export const FLOW_STYLE = String.raw`
.stages,
.flow {
  --step: 2.5rem;
}
.stages,
.flow li {
  display: grid;
  gap: var(--step);
}
.stages {
  grid-template-columns: repeat(4, 1fr);
  margin: 1.25rem 0 0.5rem;
  color: var(--quiet);
  font-size: 0.8125rem;
  font-weight: 600;
}
.flow,
.flow ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
/* Four columns of one width: each list takes what the node before it leaves. */
.flow > li {
  grid-template-columns: calc((100% - 3 * var(--step)) / 4) minmax(0, 1fr);
}
.flow > li > ul > li {
  grid-template-columns: calc((100% - 2 * var(--step)) / 3) minmax(0, 1fr);
}
.flow > li > ul > li > ul > li {
  grid-template-columns: repeat(2, minmax(0, 1fr));
}
.flow li {
  position: relative;
}
.flow li + li {
  margin-top: 0.5rem;
}
.flow > li + li {
  margin-top: 1.25rem;
}
.node {
  position: relative;
  align-self: start;
  min-height: 2.75rem;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--raised);
}
.node.missing {
  border: 1px dashed var(--open);
}
.node b {
  margin-right: 0.75rem;
  font-size: 0.8125rem;
}
.node svg {
  display: block;
  width: 100%;
  height: 6px;
  margin: 0.25rem 0;
}
.flow li li::before,
.node.customers::before,
.flow li li:not(:last-child)::after {
  content: '';
  position: absolute;
  top: 1.375rem;
  left: calc(var(--step) * -1);
  width: var(--step);
  border-top: 2px solid var(--strong);
}
.flow li li + li::before {
  left: calc(var(--step) / -2);
  width: calc(var(--step) / 2);
}
.flow li li:not(:last-child)::after {
  left: calc(var(--step) / -2);
  width: 0;
  bottom: -1.875rem;
  border: 0;
  border-left: 2px solid var(--strong);
}
.flow li li > .node:first-child::after,
.node.customers::after {
  content: '';
  position: absolute;
  top: calc(1.375rem - 4px);
  left: -8px;
  border: 5px solid transparent;
  border-left: 8px solid var(--strong);
  border-right: 0;
}
`;
