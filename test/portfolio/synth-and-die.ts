/**
 * Synthesizes a portfolio into a folder, and is killed at its n-th change of the file system; prints how many changes it
 * made if it was not.
 *
 *     node --require tsx/cjs test/portfolio/synth-and-die.ts FOLDER ROLE N
 */
import { createRequire } from 'node:module';
import { App } from 'cdktf';
import { CustomerPortfolio, LighthouseOffer, PecAutomation } from '../../lib';

/** The module itself, whose functions can be replaced; an import is a copy. */
const fs = createRequire(__filename)('node:fs') as Record<string, (...args: unknown[]) => unknown>;

const [outdir, automationRole, n] = process.argv.slice(2);
let changes = 0;
for (const name of ['writeFileSync', 'renameSync', 'mkdirSync', 'rmSync', 'rmdirSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    changes++;
    if (changes === Number(n)) {
      process.kill(process.pid, 'SIGKILL');
    }
    return original(...args);
  };
}

const tenantId = 'f0000000-0000-4000-8000-000000000001';
const app = new App({ outdir });
CustomerPortfolio.fromArray(
  app,
  ['contoso', 'northwind'].map((key, i) => ({
    key,
    name: key,
    tenant: `c${i}000000-0000-4000-8000-000000000001`,
    automationRole,
    onboarding: i === 0 ? 'terraform' : 'arm-template',
    subscriptions: [{ id: `c${i}000000-0000-4000-8000-000000000011` }],
  })),
  {
    offers: { offer: new LighthouseOffer({ name: 'Offer', managingTenantId: tenantId }) },
    automation: PecAutomation.fromAttributes({
      principalId: 'f0000000-0000-4000-8000-000000000002',
      clientId: 'f0000000-0000-4000-8000-000000000003',
      tenantId,
      linkedPartnerId: '1234567',
    }),
  },
);
app.synth();
console.log(changes);
