/** What every part stands on: colours, light and dark, texts, links, buttons. */
export const BASE_STYLE = String.raw`
:root {
  color-scheme: light;
  --page: #fff;
  --raised: #f6f7f9;
  --text: #1b1f24;
  --quiet: #57606a;
  --line: #d9dee4;
  --strong: #8a939d;
  --link: #0b57d0;
  --good: #0f6b3a;
  --bad: #b3261e;
  --open: #8a5200;
  --gone: #57606a;
  --chosen: #e8f0fe;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #14171a;
    --raised: #1d2126;
    --text: #e6e9ed;
    --quiet: #a3acb6;
    --line: #343a42;
    --strong: #77808b;
    --link: #8ab4f8;
    --good: #6fd39b;
    --bad: #ff938a;
    --open: #f0b455;
    --gone: #a3acb6;
    --chosen: #1f3250;
  }
}
* {
  box-sizing: border-box;
}
html {
  scroll-padding-top: 3rem;
}
body {
  margin: 0 auto;
  padding: 2.5rem 2rem 4rem;
  max-width: 86rem;
  background: var(--page);
  color: var(--text);
  font:
    0.9375rem/1.5 system-ui,
    -apple-system,
    'Segoe UI',
    Roboto,
    sans-serif;
  overflow-wrap: anywhere;
}
h1 {
  margin: 0 0 0.5rem;
  font-size: 1.75rem;
  line-height: 1.2;
  font-weight: 650;
  letter-spacing: -0.01em;
}
h2 {
  margin: 0 0 0.75rem;
  font-size: 1.25rem;
  line-height: 1.3;
  font-weight: 650;
}
h3 {
  margin: 1.25rem 0 0.25rem;
  font-size: 0.9375rem;
  font-weight: 650;
}
p {
  margin: 0 0 0.75rem;
  max-width: 46rem;
  text-wrap: pretty;
}
a {
  color: var(--link);
  text-underline-offset: 0.15em;
}
code {
  font:
    0.875em/1.4 ui-monospace,
    'Cascadia Mono',
    Menlo,
    Consolas,
    monospace;
}
section {
  margin-top: 3rem;
}
summary {
  cursor: pointer;
  color: var(--link);
}
.fold > summary {
  display: none;
}
[hidden] {
  display: none !important;
}
:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
  border-radius: 4px;
}
button,
input,
select {
  font: inherit;
  color: inherit;
}
button {
  background: none;
  border: 0;
  padding: 0;
  text-align: inherit;
}
button:enabled {
  cursor: pointer;
}
`;
