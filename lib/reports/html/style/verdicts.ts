/** Verdicts: signs, words and colours. */
export const VERDICTS_STYLE = String.raw`
/* A verdict is a sign and a word; the colour only helps. */
.v0,
.v1,
.v2,
.v3,
.v4 {
  white-space: nowrap;
  font-weight: 600;
}
.v0 {
  color: var(--bad);
  fill: var(--bad);
}
.v1 {
  color: var(--open);
  fill: var(--open);
}
.v2 {
  color: var(--good);
  fill: var(--good);
}
.v3,
.v4 {
  color: var(--gone);
  fill: var(--gone);
}
.v0::before,
.v1::before,
.v2::before,
.v3::before,
.v4::before {
  display: inline-block;
  width: 1.25em;
  font-weight: 700;
}
.v0::before {
  content: '\2715';
  content: '\2715' / '';
}
.v1::before {
  content: '?';
  content: '?' / '';
}
.v2::before {
  content: '\2713';
  content: '\2713' / '';
}
.v3::before,
.v4::before {
  content: '\2013';
  content: '\2013' / '';
}
`;
