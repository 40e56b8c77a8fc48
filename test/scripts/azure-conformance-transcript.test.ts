import fc from 'fast-check';
import { outcomeOf, stateOf } from '../../scripts/azure-conformance/findings';
import { Transcript } from '../../scripts/azure-conformance/transcript';
import type { AzureAnswer } from '../../emulator';

/** No word of Azure's has this in it. */
const MARK = 'xq';
const QUOTES = [`''`, `""`, '“”', '‘’', '``', '«»', '()', '', `'`, '"'];

const word = fc
  .tuple(fc.string({ maxLength: 6, unit: 'grapheme' }), fc.string({ maxLength: 6 }))
  .map(([before, after]) => `${before}${MARK}${after}`.replace(/\s/g, ''));
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map(words => words.join(' '));

test.each([
  [
    `The client 'abc' can't act on 'Fabrikam Payroll Group' of tenant 'Contoso Ltd'.`,
    "The client <…> can't act on <…> of tenant <…>",
  ],
  ['Tenant Contoso.onmicrosoft.com was not found', '<…> was not found'],
  ['The tenant “Contoso Ltd” and the group `Fabrikam` exist.', 'The tenant <…> and the group <…> exist.'],
  [
    "AADSTS7000112: Application 'c0c00000-0000-4000-8000-000000000001'(Contoso) is disabled. Trace ID: 1-2",
    'AADSTS7000112: <…> is disabled. Trace ID: <…>',
  ],
  [
    'This user or service principal is not linked with a Partner ID',
    'This user or service principal is not linked with a Partner ID',
  ],
  ["The request's content was invalid (AADSTS50034).", 'The <…> content was invalid (AADSTS50034).'],
])('of the sentence %p stays %p', (message, shown) => {
  expect(answeredOf({ body: { error: { message } } })).toEqual({ error: { message: shown } });
});

test.each([
  ['Microsoft.ManagedServices/registrationDefinitions', 'Microsoft.ManagedServices/registrationDefinitions'],
  ['Request_MultipleObjectsWithSameKeyValue', 'Request_MultipleObjectsWithSameKeyValue'],
  ['AADSTS7000112', 'AADSTS7000112'],
  ['invalid_client', 'invalid_client'],
  ['InvalidContosoRequest', 'Invalid<…>Request'],
  ['Contoso', '<…>'],
  ['contoso.onmicrosoft.com', '<…>'],
  ['Contoso Ltd', '<…>'],
  ['Invalid2Request', 'Invalid<…>Request'],
])('of the code %p stays %p', (code, shown) => {
  expect(answeredOf({ body: { error: { code } } })).toEqual({ error: { code: shown } });
  expect(outcomeOf({ status: 409, headers: {}, body: {}, code })).toBe(`409 ${shown}`);
});

test('no name survives, wherever an answer has it', () => {
  fc.assert(
    fc.property(name, fc.constantFrom(...QUOTES), (planted, quotes) => {
      const quoted = `${quotes.slice(0, 1)}${planted}${quotes.slice(1)}`;
      const members = ['code', 'error', 'provisioningState', 'state', 'status', 'type', 'message', 'error_description'];
      const texts = [planted, quoted, `The tenant ${quoted} can't act on ${quoted}.`];
      const everywhere = Object.fromEntries([...members, 'displayName', planted].map(member => [member, texts]));
      const body = { ...everywhere, properties: { ...everywhere, deep: [{ tags: { [planted]: planted } }] } };
      const headers = { 'retry-after': planted, location: planted, [planted]: planted };
      const path = `/applications/${planted}/${planted}?api-version=${planted}`;
      const transcript = new Transcript();
      transcript.add('somebody', 'GET', path, body, { status: 200, headers, body });

      expect(JSON.stringify(transcript.exchanges).toLowerCase()).not.toContain(MARK);
      expect(outcomeOf({ status: 400, headers, body, code: planted })).not.toContain(MARK);
      expect(stateOf({ status: 200, headers, body: { properties: { provisioningState: planted } } })).not.toContain(
        MARK,
      );
    }),
  );
});

test('a sentence tells nothing of the name in it, not even how long it is', () => {
  fc.assert(
    fc.property(name, name, fc.constantFrom(...QUOTES), (one, other, quotes) => {
      const shownWith = (planted: string) => {
        const quoted = `${quotes.slice(0, 1)}${planted}${quotes.slice(1)}`;
        return answeredOf({ body: { message: `The tenant ${quoted} was not found in ${quoted}` } });
      };

      expect(shownWith(one)).toEqual(shownWith(other));
      expect(shownWith(one)).toEqual({ message: 'The tenant <…> was not found in <…>' });
    }),
  );
});

test('a path and a Retry-After are shown where they are known', () => {
  const transcript = new Transcript();
  const id = 'c0c00000-0000-4000-8000-000000000001';
  const path = `/subscriptions/${id}/resourceGroups/rg-contoso/providers/Microsoft.ManagedServices/registrationAssignments`;
  const headers = { 'retry-after': '15', location: 'https://contoso.example' };
  transcript.add('somebody', 'GET', `${path}?api-version=2022-10-01`, undefined, { status: 202, headers, body: {} });

  expect(transcript.exchanges).toEqual([
    {
      caller: 'somebody',
      request:
        'GET /subscriptions/<guid>/resourceGroups/<name>/providers/Microsoft.ManagedServices/registrationAssignments' +
        '?api-version=2022-10-01',
      status: 202,
      headers: { 'retry-after': '15', location: '<address>' },
    },
  ]);
});

function answeredOf({ body }: Pick<AzureAnswer, 'body'>): unknown {
  const transcript = new Transcript();
  transcript.add('somebody', 'GET', '/subscriptions', undefined, { status: 400, headers: {}, body });
  return transcript.exchanges[0].answered;
}
