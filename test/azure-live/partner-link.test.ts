import { ownPartnerLink } from '../../lib/azure-live';
import { signedInTo } from './answering';

describe('the partner admin link', () => {
  it.each([
    ['is that of the caller', 200, { properties: { partnerId: '1234567', state: 'Active' } }, { partnerId: '1234567' }],
    ['is none where it was deleted', 200, { properties: { partnerId: '1234567', state: 'Deleted' } }, 'none'],
    ['is none where there is none', 404, {}, 'none'],
    ['is not known where Azure refuses', 403, {}, { refused: '403 SomeCode' }],
  ])('%s', async (_, status, body, link) => {
    expect(await ownPartnerLink(await signedInTo(() => ({ status, body })))).toEqual(link);
  });
});
