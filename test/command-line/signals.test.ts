import { withCleanUp } from '../../lib/command-line/signals';

const listeners = () => [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];

describe('what is cleaned up', () => {
  it.each([
    ['done', () => Promise.resolve('done')],
    ['failed', () => Promise.reject(new Error('failed'))],
  ])('is cleaned up once work is over: %s', async (word, work) => {
    const before = listeners();
    let cleaned = 0;
    const result = await withCleanUp(() => cleaned++, work).catch((error: Error) => error.message);
    expect([result, cleaned, listeners()]).toEqual([word, 1, before]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('is cleaned up before %s ends the process', async signal => {
    const before = listeners();
    const order: string[] = [];
    const kill = jest.spyOn(process, 'kill').mockImplementation((_pid, name) => {
      order.push(`killed by ${name}, ${process.listenerCount(signal)} listening`);
      return true;
    });
    try {
      await withCleanUp(
        () => order.push('cleaned'),
        () => Promise.resolve(process.emit(signal, signal)),
      );
    } finally {
      kill.mockRestore();
    }
    expect(order.slice(0, 2)).toEqual([
      'cleaned',
      `killed by ${signal}, ${signal === 'SIGINT' ? before[0] : before[1]} listening`,
    ]);
    expect(listeners()).toEqual(before);
  });
});
