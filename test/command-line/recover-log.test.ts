import { isApplyLog, readApplyLog, saysThatItExists } from '../../lib/command-line/recover/log';

const STACK = 'pec-identity';
const read = (...texts: string[]) => readApplyLog(texts, STACK);
const ADDRESS = 'azuread_application.pec-automation_Application_10CE84AF';
const OTHER = 'azuread_service_principal.pec-automation_ServicePrincipal_AF2C14C6';
const BEGIN = `${ADDRESS}: Creating...`;
const END = `${ADDRESS}: Creation complete after 1s [id=/applications/1]`;
const REFUSED = `Error: Could not create application\n\n  with ${ADDRESS},\n\nunexpected status 403 (403 Forbidden) with error: x`;
const LOST = `Error: Could not create application\n\n  with ${ADDRESS},\n\nHTTP response was nil`;

/** A log as Terraform prints it on a terminal. */
const BOX = [
  `\u001b[0m\u001b[1m${ADDRESS}: Creating...\u001b[0m\u001b[0m`,
  '\u001b[31m╷\u001b[0m\u001b[0m',
  '\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1mA resource with the ID "1"',
  '\u001b[31m│\u001b[0m \u001b[0malready exists',
  '\u001b[31m│\u001b[0m \u001b[0m',
  `\u001b[31m│\u001b[0m \u001b[0m  with ${ADDRESS},`,
  '\u001b[31m╵\u001b[0m\u001b[0m',
  'Releasing state lock.',
];

describe('what an apply printed', () => {
  it.each<[string, string[], boolean, boolean]>([
    ['nothing of it', [`${OTHER}: Creating...`], false, false],
    ['a creation that ended well', [BEGIN, END], false, false],
    ['a creation that ended in an error', [BEGIN, LOST], true, true],
    ['a creation that was refused', [BEGIN, REFUSED], true, false],
    ['a creation of which nothing more was heard', [BEGIN], true, true],
    ['one that broke, then one that was refused', [BEGIN, LOST, BEGIN, REFUSED], true, true],
    ['one that was refused, then one that broke', [BEGIN, REFUSED, BEGIN, LOST], true, true],
    ['one that broke, then one that ended well', [BEGIN, LOST, BEGIN, END], false, false],
    ['an error of a plan', [LOST], false, false],
  ])('tells how far a creation came: %s', (_what, lines, isUnfinished, isBroken) => {
    const log = read(lines.join('\n'));
    expect([log.unfinished.has(ADDRESS), log.broken.has(ADDRESS)]).toEqual([isUnfinished, isBroken]);
  });

  it('tells runs apart: what is refused later was broken all the same', () => {
    const refusedByPlan = `Planning failed. Terraform encountered an error.\n\nError: An existing one was found; it needs to be imported\n  with ${ADDRESS},\n`;
    expect(read(BEGIN, refusedByPlan).broken.has(ADDRESS)).toBe(true);
    expect(read(`${BEGIN}\n${refusedByPlan}`).broken.has(ADDRESS)).toBe(true);
    expect(read(`${BEGIN}\n${LOST}`, `${BEGIN}\n${REFUSED}`).broken.has(ADDRESS)).toBe(true);
    expect(read(`${BEGIN}\n${LOST}`, `${BEGIN}\n${END}`).broken.has(ADDRESS)).toBe(false);
  });

  it.each([
    ['on a terminal', (line: string) => line],
    ['in a pipeline', (line: string) => `2026-11-26T13:10:06.1234567Z ${line}`],
    ['by cdktf-cli', (line: string) => `pec-identity  ${line}`],
  ])('is understood %s', (_where, prefixed) => {
    const text = BOX.map(prefixed).join('\r\n');
    expect(isApplyLog(text, STACK)).toBe(true);
    const { errors, broken, unfinished } = read(text);
    const [error] = errors.get(ADDRESS) ?? [];
    expect(error).toBe(`Error: A resource with the ID "1" already exists with ${ADDRESS},`);
    expect(saysThatItExists(error)).toBe(true);
    expect([broken.has(ADDRESS), unfinished.has(ADDRESS)]).toEqual([false, true]);
  });

  it.each([
    ['Apply complete! Resources: 1 added, 0 changed, 0 destroyed.', []],
    ['apply\tcustomers\tApply complete! Resources: 1 added, 0 changed, 0 destroyed.', []],
    [`${ADDRESS}: Destruction complete after 1s`, [OTHER]],
    [`${ADDRESS} (deposed object 0a1b2c3d): Destruction complete after 1s`, [ADDRESS, OTHER]],
  ])('counts no longer once it came to its end or is gone: %s', (line, left) => {
    const other = (text: string) => text.replaceAll(ADDRESS, OTHER);
    const { unfinished, broken, errors } = read(`${BEGIN}\n${LOST}\n${other(BEGIN)}\n${other(LOST)}\n${line}`);
    expect([[...unfinished], [...broken], [...errors.keys()]]).toEqual([left, left, left]);
    expect(read(`${BEGIN}\n${LOST}\n${line}\n${BEGIN}\n${LOST}`).broken).toContain(ADDRESS);
  });

  it('is that of the stack, where cdktf-cli says of which', () => {
    const printed = (stack: string) => [
      `${stack}  ${BEGIN}`,
      `${stack}  ╷`,
      ...LOST.split('\n').map(line => `${' '.repeat(stack.length)}  │ ${line}`.replace(/│ $/, '│')),
      '',
      `${' '.repeat(stack.length)}  ╵`,
    ];
    const two = printed('identity-two').join('\n');
    expect([read(two).broken.size, read(two).errors.size, isApplyLog(two, STACK)]).toEqual([0, 0, false]);
    const both = read([...printed('identity-two'), ...printed(STACK)].join('\n'));
    expect([[...both.broken], both.errors.get(ADDRESS)?.length]).toEqual([[ADDRESS], 1]);
    // What stands at the margin again is what Terraform printed by itself.
    expect(read(`${two}\n${BEGIN}\n${LOST}`).errors.size).toBe(1);
    expect(read(`identity-two  x\n${BEGIN}\n${LOST}`).errors.size).toBe(1);
  });

  it('is understood without colours in a pipeline, which writes the time before each line', () => {
    const text = `${BEGIN}\n${LOST}`;
    const errors = (printed: string) => read(printed).errors.get(ADDRESS);
    expect(errors(text.replace(/^/gm, '2026-11-26T13:10:06.1234567Z '))).toEqual(errors(text));
  });

  it.each([
    ['\u001b[K', ''],
    ['\u001b]8;;https://example.com\u0007', '\u001b]8;;\u0007'],
    ['\u001b[2K\u001b[1G', '\u001b[?25h'],
  ])('is understood with whatever steers a terminal: %j', (before, after) => {
    expect(read(`${before}${BEGIN}${after}`).broken).toContain(ADDRESS);
  });

  it('is read in one go, however much it is', () => {
    const start = process.cpuUsage();
    const { errors } = read(`${LOST}\n`.repeat(20_000));
    expect(errors.get(ADDRESS)?.length).toBe(20_000);
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });

  it('tells an error from what follows it, and one error from the next', () => {
    const { errors } = read(
      `${LOST}\nError: another\n  with ${OTHER},\n${OTHER}: Still creating... [10s elapsed]\nalready exists\nError: of nobody\n`,
    );
    expect([...errors]).toEqual([
      [ADDRESS, [`Error: Could not create application with ${ADDRESS}, HTTP response was nil`]],
      [OTHER, [`Error: another with ${OTHER},`]],
    ]);
  });

  it('tells whether a provisioner ran at the last creation', () => {
    const provisioning = `${ADDRESS}: Provisioning with 'local-exec'...`;
    expect(read(`${BEGIN}\n${provisioning}`).provisioned.has(ADDRESS)).toBe(true);
    expect(read(`${BEGIN}\n${provisioning}\n${BEGIN}`).provisioned.has(ADDRESS)).toBe(false);
  });

  it.each([
    ['Apply complete! Resources: 0 added, 0 changed, 0 destroyed.', true],
    ['No changes. Your infrastructure matches the configuration.', true],
    ['Plan: 3 to add, 0 to change, 0 to destroy.', true],
    ['Error: Saved plan is stale', true],
    [`${STACK}  Plan: 3 to add, 0 to change, 0 to destroy.`, true],
    ['2026-11-26T13:10:06.1234567Z Plan: 3 to add, 0 to change, 0 to destroy.', true],
    ['What I did next. Plan: 3 to add.', false],
    ['{"format_version":"1.2"}', false],
    ['', false],
  ])('is told from other texts: %s', (text, expected) => {
    expect(isApplyLog(text, STACK)).toBe(expected);
  });
});
