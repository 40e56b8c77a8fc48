import { readFileSync } from 'node:fs';
import { RULES } from '../../lib/readiness';
import { VERIFICATION_RULES } from '../../lib/reports';
import { RULES_PAGE, rulesPage } from '../../scripts/rules-page';

describe('docs/rules.md', () => {
  it('is what `npm run rules` makes of the rules now', () => {
    expect(readFileSync(RULES_PAGE, 'utf8')).toBe(rulesPage());
  });

  it('has a heading for each rule, by which reports link to it, and says what the rule can say', () => {
    const entries = rulesPage().split('\n## credit-lost')[0].split('\n## ').slice(1);
    expect(entries.map(entry => entry.split('\n')[0])).toEqual(RULES.map(({ id }) => id));
    expect(entries.filter(entry => !/\*\*Says:\*\* `[a-z-]+`/.test(entry))).toEqual([]);
  });

  it('has a line for each rule of verification', () => {
    const [, verification] = rulesPage().split('\n## Verification');
    expect([...verification.matchAll(/^- `([a-z-]+)`: /gm)].map(([, id]) => id)).toEqual(
      Object.keys(VERIFICATION_RULES),
    );
  });

  it('tells what stops synth from what is reported only', () => {
    const said = (id: string) =>
      rulesPage()
        .split(`\n## ${id}\n`)[1]
        .match(/\*\*Says:\*\* (.*)/)?.[1];
    expect(said('role-earns')).toBe(
      '`earns`; `unknown`, and synth fails until somebody acknowledges it; ' +
        '`does-not-earn`, and synth fails until somebody acknowledges it.',
    );
    expect(said('public-cloud')).toBe('`unknown`, which is reported only.');
  });
});
