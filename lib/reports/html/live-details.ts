import type { CustomerReadiness } from '../../readiness';
import type { JointCustomer } from '../joint/joint';
import type { VerificationFinding, VerifiedSubscription } from '../verification/document';
import { changeOf, NEEDS_A_LOOK, scopeOf, sidesOf } from '../verification/words';
import { calledOf, sentence } from '../words';
import { html } from './escape';
import { liveMark } from './marks';

/** What Azure has of a customer: each delegation, and what is wrong with it. */
export function liveDetails({ live, declared }: JointCustomer): string {
  if (live === undefined || live.subscriptions.length === 0) {
    return '';
  }
  return `<h3>Live in Azure</h3><ul class="findings">${live.subscriptions.map(entry => item(entry, declared)).join('')}</ul>`;
}

function item(entry: VerifiedSubscription, declared: CustomerReadiness): string {
  const change = changeOf(entry);
  const findings = NEEDS_A_LOOK.includes(entry.verdict) ? entry.findings : [];
  return (
    `<li>${liveMark(entry.verdict)}<div>${html(`${scopeOf(entry)}${calledOf(declared, entry.subscriptionId)}, offer ${entry.offer}`)}` +
    `${findings.map(paragraph).join('')}${change === undefined ? '' : `<p><b>Changed:</b> ${html(sentence(change))}</p>`}</div></li>`
  );
}

function paragraph(finding: VerificationFinding): string {
  const sides = sidesOf(finding).map(([name, value]) => `${name}: ${value}`);
  const beside = sides.length === 0 ? '' : ` (${html(sides.join('; '))})`;
  const cure = finding.cure === '' ? '' : ` <b>What to do:</b> ${html(sentence(finding.cure))}`;
  return `<p>${html(sentence(finding.reason))}${beside}${cure}</p>`;
}
