import { randomUUID } from 'node:crypto';
import type { GuessName } from '../../emulator';
import { asList, asObject, asText } from '../../emulator/server/json';
import { type Context, until } from './context';
import { interpreted, outcomeOf } from './findings';

/** What is asked here. */
export const DIRECTORY_GUESSES = [
  'principalTooEarly',
  'credentialQuota',
  'disabledApplication',
] as const satisfies readonly GuessName[];

const MOST_CREDENTIALS = 20;
const DISABLED = 'AADSTS7000112';

/** The questions about applications; makes one for their time, if the managing application may. */
export async function askDirectory(context: Context): Promise<void> {
  const { managing, findings, cleanUp, patience } = context;
  const created = await managing.graph('POST', '/applications', { displayName: `azure-conformance ${randomUUID()}` });
  if (created.status !== 201) {
    const reason = `the managing application may not make applications (Application.ReadWrite.OwnedBy)`;
    findings.skip(DIRECTORY_GUESSES, `${reason}: ${outcomeOf(created)}`);
    return;
  }
  const [path, appId] = [`/applications/${asText(created.body.id)}`, asText(created.body.appId)];
  cleanUp.add(`the application ${appId}`, async () => {
    const deletion = await until(
      patience,
      () => managing.graph('DELETE', path),
      ({ status }) => status === 204,
    );
    return deletion.status === 204;
  });

  const first = await managing.graph('POST', '/servicePrincipals', { appId });
  const isTooEarly = asList(asObject(first.body.error).details)
    .map(asObject)
    .some(({ code }) => code === 'NoBackingApplicationObject');
  findings.note(
    'principalTooEarly',
    first.status === 201
      ? { notAsked: 'the directory had replicated the application already' }
      : isTooEarly
        ? { answer: 'bad-request' }
        : interpreted(first, ['forbidden', 403, 'Authorization_RequestDenied']),
  );
  await until(
    patience,
    () => managing.graph('GET', path),
    ({ status }) => status === 200,
  );
  await askCredentialQuota(context, path);
  await askDisabled(context, path, appId, asText(first.body.id));
}

async function askCredentialQuota({ managing, findings, patience }: Context, path: string): Promise<void> {
  const add = (number: number) =>
    managing.graph('POST', `${path}/federatedIdentityCredentials`, {
      name: `azure-conformance-${number}`,
      issuer: 'https://token.actions.githubusercontent.com',
      subject: `repo:azure-conformance/nothing:ref:${number}`,
      audiences: ['api://AzureADTokenExchange'],
    });
  for (let number = 0; number < MOST_CREDENTIALS; number++) {
    const added = await until(
      patience,
      () => add(number),
      ({ status }) => status !== 404,
    );
    if (added.status !== 201) {
      findings.skip(['credentialQuota'], `credential ${number + 1} was refused: ${outcomeOf(added)}`);
      return;
    }
  }
  findings.note(
    'credentialQuota',
    interpreted(
      await add(MOST_CREDENTIALS),
      ['forbidden', 403, 'Directory_QuotaExceeded'],
      ['bad-request', 400, 'Request_BadRequest'],
    ),
  );
}

async function askDisabled({ managing, findings, patience }: Context, path: string, appId: string, made: string) {
  const principal =
    made ||
    asText(
      (
        await until(
          patience,
          () => managing.graph('POST', '/servicePrincipals', { appId }),
          ({ status }) => status === 201,
        )
      ).body.id,
    );
  const secret = asText((await managing.graph('POST', `${path}/addPassword`, {})).body.secretText);
  const disabled = await until(
    patience,
    () => managing.graph('PATCH', `/servicePrincipals/${principal}`, { accountEnabled: false }),
    ({ status }) => status === 204,
  );
  if (secret === '' || disabled.status !== 204) {
    findings.skip(['disabledApplication'], `the application could not be disabled: ${outcomeOf(disabled)}`);
    return;
  }
  const refused = await until(
    patience,
    () => managing.tokenFor(appId, secret),
    ({ code }) => code === DISABLED,
  );
  findings.note(
    'disabledApplication',
    refused.code === DISABLED
      ? interpreted(refused, ['unauthorized-client', 400], ['invalid-client', 401])
      : { notAsked: `disabling had no effect: ${outcomeOf(refused)}` },
  );
}
