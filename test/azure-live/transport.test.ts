import { createHttpHeaders, type HttpClient, type PipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { AzureCloud } from '../../lib/azure';
import { endpointsOf, signIn, ThrottledError, UnreachableError } from '../../lib/azure-live';
import { listAll } from '../../lib/azure-live/paging';
import { plainRequests } from '../../lib/azure-live/transport';
import { counting } from './read-only';

/** What a server says to each request in turn, and what it was asked. */
function server(...answers: ({ status: number; body?: unknown; headers?: Record<string, string> } | Error)[]) {
  const asked: PipelineRequest[] = [];
  const httpClient: HttpClient = {
    sendRequest: request => {
      asked.push(request);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer instanceof Error) {
        return Promise.reject(answer);
      }
      const { status, body, headers } = answer;
      const bodyAsText = typeof body === 'string' ? body : JSON.stringify(body ?? {});
      return Promise.resolve({ status, headers: createHttpHeaders(headers), request, bodyAsText });
    },
  };
  return { httpClient: counting(httpClient), asked };
}

const ARM = 'https://management.azure.com';
const THROTTLED = { status: 429, headers: { 'Retry-After': '0' }, body: { error: { code: 'TooManyRequests' } } };

describe('a request', () => {
  it('is repeated while it is throttled', async () => {
    const { httpClient, asked } = server(THROTTLED, THROTTLED, { status: 200, body: { a: 1 } });
    const requests = await plainRequests({ httpClient });
    expect(await requests.get(`${ARM}/x`)).toEqual({ status: 200, body: { a: 1 }, code: '' });
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it.each([
    [{ 'x-ms-user-quota-resets-after': '00:00:00' }, 0],
    [{ 'x-ms-user-quota-resets-after': '00:01:02' }, 62],
    [{}, 5],
    [{ 'retry-after-ms': '0', 'x-ms-user-quota-resets-after': '00:01:02' }, 0],
  ])('that is throttled waits also where Azure says it by %j: %d s', async (headers, seconds) => {
    jest.useFakeTimers();
    try {
      const { httpClient, asked } = server({ status: 429, headers }, { status: 200 });
      const answer = (await plainRequests({ httpClient })).get(`${ARM}/x`);
      await jest.advanceTimersByTimeAsync(Math.max(0, seconds * 1000 - 1));
      expect(asked).toHaveLength(seconds === 0 ? 2 : 1);
      await jest.advanceTimersByTimeAsync(1);
      expect([asked.length, (await answer).status]).toEqual([2, 200]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is given up when that does not end', async () => {
    const { httpClient, asked } = server(THROTTLED);
    await expect((await plainRequests({ httpClient })).get(`${ARM}/x`)).rejects.toBeInstanceOf(ThrottledError);
    expect(asked).toHaveLength(9);
  });

  it('that no server answers says what to check', async () => {
    const { httpClient } = server(new RestError('no', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }));
    const refused = (await plainRequests({ httpClient })).get(`${ARM}/x`);
    await expect(refused).rejects.toThrow(
      /^management\.azure\.com cannot be reached: SELF_SIGNED_CERT_IN_CHAIN; check the network, .* NODE_EXTRA_CA_CERTS$/,
    );
    await expect(refused).rejects.toBeInstanceOf(UnreachableError);
  });

  it('follows no redirection, because a token would go with it', async () => {
    const { httpClient, asked } = server({ status: 307, headers: { location: 'https://elsewhere.example/' } });
    expect((await (await plainRequests({ httpClient })).get(`${ARM}/x`)).status).toBe(307);
    expect(asked).toHaveLength(1);
  });

  it('that a gateway answers with a page has no body', async () => {
    const { httpClient } = server({ status: 403, body: '<html>' });
    expect(await (await plainRequests({ httpClient })).get(`${ARM}/x`)).toEqual({ status: 403, body: {}, code: '' });
  });
});

describe('a list', () => {
  it('is read to its last page', async () => {
    const { httpClient, asked } = server(
      { status: 200, body: { value: [{ a: 1 }], nextLink: `${ARM}/x?page=2` } },
      { status: 200, body: { value: [{ a: 2 }] } },
    );
    expect(await listAll(await plainRequests({ httpClient }), `${ARM}/x`)).toEqual({ items: [{ a: 1 }, { a: 2 }] });
    expect(asked.map(({ url }) => url)).toEqual([`${ARM}/x`, `${ARM}/x?page=2`]);
  });

  it('of which a page is refused was not read', async () => {
    const { httpClient } = server(
      { status: 200, body: { value: [{ a: 1 }], nextLink: `${ARM}/x?page=2` } },
      { status: 403, body: { error: { code: 'AuthorizationFailed' } } },
    );
    expect(await listAll(await plainRequests({ httpClient }), `${ARM}/x`)).toMatchObject({
      refused: { status: 403, code: 'AuthorizationFailed' },
    });
  });

  it.each(['https://elsewhere.example/x', 'http://management.azure.com/x'])(
    'is not continued at %s',
    async nextLink => {
      const { httpClient, asked } = server({ status: 200, body: { nextLink } });
      await expect(listAll(await plainRequests({ httpClient }), `${ARM}/x`)).rejects.toThrow(/named another host/);
      expect(asked).toHaveLength(1);
    },
  );
});

describe('the token of GitHub', () => {
  const method = {
    by: 'assertion',
    tenantId: 'f0000000-0000-4000-8000-000000000001',
    clientId: 'f0000000-0000-4000-8000-00000000000c',
    source: { from: 'github', url: 'https://github.example/token?a=b', token: 'ask-with-this' },
  } as const;

  it('is asked for with the audience of the cloud', async () => {
    const claims = Buffer.from(JSON.stringify({ iss: 'https://i', sub: 'repo:a/b', aud: 'api://x' })).toString(
      'base64url',
    );
    const { httpClient, asked } = server(
      { status: 200, body: { value: `h.${claims}.s` } },
      { status: 400, body: { error: 'invalid_client', error_description: 'AADSTS700213: No matching' } },
    );
    const endpoints = await endpointsOf(AzureCloud.US_GOVERNMENT, {}, {});
    await expect(signIn(method, endpoints, { httpClient })).rejects.toThrow();
    expect(asked[0].url).toBe('https://github.example/token?a=b&audience=api%3A%2F%2FAzureADTokenExchangeUSGov');
    expect(asked[0].headers.get('authorization')).toBe('Bearer ask-with-this');
  });

  it('that GitHub does not give is a permission of the job', async () => {
    const { httpClient } = server({ status: 403 });
    const endpoints = await endpointsOf(AzureCloud.PUBLIC, {}, {});
    await expect(signIn(method, endpoints, { httpClient })).rejects.toThrow(
      /^GitHub gave no token for the job \(status 403\); give the job permissions: id-token: write$/,
    );
  });
});
