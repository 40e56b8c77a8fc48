import { inspect } from 'node:util';
import { TerraformStack, Testing } from 'cdktf';
import { DeclarationError, type Fault, PecAutomation } from 'cdktf-partner-earned-credit';

const FAULT: Fault = { path: ['tenantId'], message: 'is missing; expected the id of the tenant' };

describe('DeclarationError', () => {
  it('says what was declared and what is wrong with it', () => {
    const error = new DeclarationError('customer "contoso"', [FAULT]);
    expect(error.message).toBe(
      'customer "contoso" has 1 fault:\n  - tenantId: is missing; expected the id of the tenant',
    );
  });

  it('lists several faults in their order', () => {
    const error = new DeclarationError('customer "contoso"', [
      FAULT,
      { path: ['subscriptions', 0, 'id'], message: 'is odd' },
    ]);
    expect(error.message).toBe(
      [
        'customer "contoso" has 2 faults:',
        '  - tenantId: is missing; expected the id of the tenant',
        '  - subscriptions[0].id: is odd',
      ].join('\n'),
    );
  });

  it('shows a hundred faults, says how many more there are, and carries them all', () => {
    const faults = Array.from({ length: 1_101 }, (_, i) => ({ path: ['customers', i], message: 'is odd' }));
    const shown = (count: number) => new DeclarationError('the portfolio', faults.slice(0, count)).message.split('\n');
    expect(shown(100)).toHaveLength(101);
    expect(shown(100).at(-1)).toBe('  - customers[99]: is odd');
    expect(shown(1_101).slice(-2)).toEqual(['  - customers[99]: is odd', '  and 1,001 more']);
    expect(shown(1_101)[0]).toBe('the portfolio has 1101 faults:');
    expect(new DeclarationError('the portfolio', faults).faults).toHaveLength(1_101);
  });

  it('is an error with a name of its own', () => {
    const error = new DeclarationError('customer "contoso"', [FAULT]);
    expect(error).toBeInstanceOf(DeclarationError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('DeclarationError');
    expect(String(error)).toBe(`DeclarationError: ${error.message}`);
  });

  it('has the name of its subclass', () => {
    class PortfolioError extends DeclarationError {}
    const error = new PortfolioError('the portfolio', [FAULT]);
    expect(error.name).toBe('PortfolioError');
    expect(error.stack).toMatch(/^PortfolioError: the portfolio has 1 fault:/);
  });

  it('carries the faults, where a program finds them and an uncaught error does not print them again', () => {
    const faults = [FAULT];
    const error = new DeclarationError('customer "contoso"', faults);
    expect(error.faults).toStrictEqual(faults);
    expect(Object.keys(error)).not.toContain('faults');
    expect(inspect(error)).not.toContain('faults: [');
    expect(inspect(error).split('tenantId:')).toHaveLength(2);
  });
});

describe('a DeclarationError about names that somebody else wrote', () => {
  it.each([
    ['a line break', 'a\nb', String.raw`a\nb`],
    ['an escape of a terminal', 'a\u001b[31mb', String.raw`a\u001b[31mb`],
    ['a mark of direction', 'a\u202eb', String.raw`a\u202eb`],
    ['an order to Azure DevOps', 'a##vso[task.complete]b', String.raw`a\u0023#vso[task.complete]b`],
  ])('shows %s and does not obey it', (_case, name, shown) => {
    const error = new DeclarationError(`customer "${name}"`, [{ path: ['tags', name], message: `is not ${name}` }]);
    expect(error.message).toBe(`customer "${shown}" has 1 fault:\n  - tags.${shown}: is not ${shown}`);
    expect(error.faults).toStrictEqual([{ path: ['tags', shown], message: `is not ${shown}` }]);
    expect(error.stack).toContain(error.message);
  });

  it('begins no line with an order to GitHub', () => {
    const { message } = new DeclarationError('::error::x', [{ path: ['::error::y'], message: '::error::z' }]);
    expect(message.split('\n').filter(line => /^\s*::/.test(line))).toEqual([]);
  });

  it('shows no property that may be a secret, and of a long one the beginning', () => {
    const secret = 'hQx3K9vZ2mB7wLr5Tn8YpE4sUdF6gJ1c';
    const { message } = new DeclarationError('customers.yaml', [
      { path: ['contoso', secret], message: 'is no property' },
      { path: ['x'.repeat(1e6)], message: 'is no property' },
    ]);
    expect(message).toBe(
      `customers.yaml has 2 faults:\n  - contoso.…: is no property\n  - ${'x'.repeat(299)}…: is no property`,
    );
  });
});

describe('the stack trace of a DeclarationError', () => {
  function declare(): PecAutomation {
    return new PecAutomation(new TerraformStack(Testing.app(), 'stack'), 'pec', { managingTenantId: 'contoso' });
  }

  function thrown(): DeclarationError {
    try {
      declare();
    } catch (error) {
      return error as DeclarationError;
    }
    throw new Error('nothing was thrown');
  }

  it('begins with the message and goes on with the line of the writer', () => {
    const error = thrown();
    const [first, second, ...frames] = (error.stack as string).split('\n');
    expect(`${first}\n${second}`).toBe(`DeclarationError: ${error.message}`);
    expect(frames[0]).toMatch(/^\s+at declare \(.*declaration-error\.test\.ts:\d+:\d+\)$/);
  });

  it('has no line of any package or of Node', () => {
    const frames = (thrown().stack as string).split('\n').filter(line => /^\s+at /.test(line));
    expect(frames.length).toBeGreaterThanOrEqual(2);
    for (const frame of frames) {
      expect(frame).toContain('declaration-error.test.ts');
    }
  });

  it('has the line of the writer below any number of lines of packages', () => {
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = 1;
      expect(thrown().stack).toContain('at declare ');
      expect(Error.stackTraceLimit).toBe(1);
    } finally {
      Error.stackTraceLimit = limit;
    }
  });
});
