import type { GuessName } from '../../emulator';
import type { Context } from './context';
import { interpreted, outcomeOf } from './findings';
import { API_VERSION } from './session';

const PARTNERS = '/providers/Microsoft.ManagementPartner/partners';
const TWO_IDS = [
  'secondLink',
  'linkReadByAnotherId',
  'linkDeletionByAnotherId',
] as const satisfies readonly GuessName[];

/** What is asked here. */
export const LINK_GUESSES = ['repeatedLink', ...TWO_IDS] as const;

/** The questions about partner admin links; links the managing application for their time. */
export async function askPartnerLink(context: Context): Promise<void> {
  const { findings, settings, managing, cleanUp } = context;
  const { partnerId = '', otherPartnerId } = settings;
  const link = (method: string, id: string) =>
    managing.arm(method, `${PARTNERS}/${id}`, API_VERSION.managementPartner, method === 'PUT' ? {} : undefined);

  cleanUp.add('the partner admin link of the managing application', async () => {
    await Promise.all([partnerId, ...(otherPartnerId ? [otherPartnerId] : [])].map(id => link('DELETE', id)));
    return !(await isLinked(context));
  });
  const linked = await link('PUT', partnerId);
  if (linked.status !== 200) {
    findings.skip(LINK_GUESSES, `the Partner ID could not be linked: ${outcomeOf(linked)}`);
    return;
  }
  const already = ['refused', 409, 'PartnerIdAlreadyLinked'] as const;
  findings.note('repeatedLink', interpreted(await link('PUT', partnerId), already, ['next-version', 200]));
  if (!otherPartnerId) {
    findings.skip(TWO_IDS, 'no CONFORMANCE_OTHER_PARTNER_ID');
    return;
  }
  const read = await link('GET', otherPartnerId);
  const signs = [
    ['not-found', 404, 'ManagementPartnerNotFound'],
    ['bad-request', 400, 'PartnerIdInvalid'],
  ] as const;
  findings.note('linkReadByAnotherId', interpreted(read, ...signs));

  const second = await link('PUT', otherPartnerId);
  findings.note(
    'secondLink',
    second.body.name === otherPartnerId
      ? { other: '200, and the other Partner ID is linked' }
      : interpreted(second, already, ['unchanged', 200]),
  );
  if (second.body.name === otherPartnerId) {
    findings.skip(['linkDeletionByAnotherId'], 'the other Partner ID is the linked one by now');
    return;
  }
  const deletion = await link('DELETE', otherPartnerId);
  findings.note(
    'linkDeletionByAnotherId',
    deletion.status === 200
      ? { answer: (await isLinked(context)) ? 'ignored' : 'removed' }
      : { other: outcomeOf(deletion) },
  );
}

/** Whether the managing application is linked with any Partner ID. */
export async function isLinked({ managing }: Pick<Context, 'managing'>): Promise<boolean> {
  return (await managing.arm('GET', PARTNERS, API_VERSION.managementPartner)).status !== 404;
}
