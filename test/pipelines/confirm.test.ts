import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptWith } from './files';
import { itWithJq, runnerForEachTest } from './runner';

describe('the pipeline of every month', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;
  const totals = [{ currency: 'EUR', lostCertain: '12.34', lostLikely: '0.50' }];
  const day = (number: number, verdict: string, ...reasons: string[]) => ({
    date: `2026-10-0${number}`,
    verdict,
    reasons,
  });
  const customerOf = (key: string, isAlarm: boolean, days: object[] = []) => ({
    key,
    name: '<!-- ::set-output',
    isAlarm,
    totals,
    subscriptions: [{ subscriptionId: `id-of-${key}`, days }],
  });
  const confirmation = (nobodyEarned: boolean, customers: object[]) =>
    JSON.stringify({ version: 2, covers: { from: '2026-10-01', to: '2026-10-31' }, nobodyEarned, customers });

  /** Runs the script with a pec that ends so, and wrote this. */
  function confirmed(code: number, written: string, environment: Record<string, string>, previous = '') {
    writeFileSync(join(runner.folder, 'written.json'), written);
    program(
      'pec',
      `echo "$*" >> log; case "$1" in
        confirm) [ ${code} -gt 1 ] || cp written.json confirmation/confirmation.json; exit ${code} ;;
        report) touch confirmation/report.html ;;
      esac`,
    );
    return bash(`bash pipelines/confirm.sh confirmation ${previous}`, environment);
  }
  const alarms = () => readdirSync(join(runner.folder, 'confirmation/alarms'));
  const textOf = (key: string) => read(`confirmation/alarms/${key}.md`);

  itWithJq('fetches last month, or the invoices that somebody names', () => {
    const none = confirmation(false, []);
    expect(confirmed(0, none, { CURRENCIES: 'EUR USD', INVOICES: ' ' })).toMatchObject({ status: 0, stderr: '' });
    expect(confirmed(0, none, { CURRENCIES: 'EUR', INVOICES: 'G1 G2' }).status).toBe(0);
    const rest = '--format json --write confirmation/confirmation.json';
    const page = 'report --confirmation confirmation/months/2026-10-01.json --write confirmation/report.html';
    expect(log()).toEqual([
      `confirm --fetch unbilled --period last --currency EUR --currency USD ${rest}`,
      page,
      `confirm --fetch G1 --fetch G2 ${rest}`,
      page,
    ]);
    expect(alarms()).toEqual([]);
  });

  itWithJq('writes a text for each alarm, of which nothing is anybody else’s', () => {
    const lossy = [
      day(1, 'earned'),
      day(2, 'partly', 'certain: x', 'lost-in: rg-@somebody'),
      day(3, 'lost', 'certain: x', 'no-longer: y'),
      day(4, 'lost', 'certain: z', 'no-longer: y'),
    ];
    const written = confirmation(true, [customerOf('contoso', true, lossy), customerOf('northwind', false, lossy)]);
    expect(confirmed(1, written, { CURRENCIES: 'EUR' })).toMatchObject({ status: 0, stderr: '' });
    expect(alarms()).toEqual(['_everybody.md', 'contoso.md']);
    expect(textOf('contoso')).toBe(
      [
        '<!-- pec-confirmation contoso -->',
        'Should earn partner earned credit and lost it, 2026-10-01 to 2026-10-31: 12.34 EUR for certain, 0.50 likely.',
        '',
        '| Subscription | Days | Why |',
        '| --- | --- | --- |',
        '| `id-of-contoso` | 2026-10-02 | certain, lost-in |',
        '| `id-of-contoso` | 2026-10-03 to 2026-10-04, 2 days | certain, no-longer |',
        '',
        'The page of the run has the rest.',
        '',
      ].join('\n'),
    );
    expect(textOf('_everybody')).toContain('Nobody earned partner earned credit, 2026-10-01 to 2026-10-31.');
  });

  itWithJq('writes fifty texts at most, and says how many there would be', () => {
    const many = Array.from({ length: 52 }, (_, i) => customerOf(`customer-${i}`, true));
    expect(confirmed(1, confirmation(false, many), { CURRENCIES: 'EUR' }).stderr).toBe(
      '2 more customers lost credit; the page names them\n',
    );
    expect(alarms()).toHaveLength(50);
  });

  itWithJq('fails where pec could not confirm', () => {
    expect(confirmed(2, '', { CURRENCIES: 'EUR' }).status).toBe(2);
    expect(alarms()).toEqual([]);
  });

  describe('keeps the months', () => {
    const months = () => readdirSync(join(runner.folder, 'confirmation/months'));
    const covering = (from: string, to: string, version = 2) =>
      JSON.stringify({ version, covers: { from, to }, nobodyEarned: false, customers: [] });
    /** What the last run left. */
    const kept = (...files: string[]) => {
      const folder = join(runner.folder, 'previous/months');
      mkdirSync(folder, { recursive: true });
      files.forEach(file =>
        writeFileSync(join(folder, `${(JSON.parse(file) as { covers: { from: string } }).covers.from}.json`), file),
      );
    };
    const run = (written: string) => confirmed(0, written, { CURRENCIES: 'EUR' }, 'previous');
    const OCTOBER = covering('2026-10-01', '2026-10-31');

    itWithJq('of earlier runs beside its own, for the page', () => {
      kept(covering('2026-08-01', '2026-08-31'), covering('2026-09-01', '2026-09-30'));
      expect(run(OCTOBER)).toMatchObject({ status: 0, stderr: '' });
      expect(months()).toEqual(['2026-08-01.json', '2026-09-01.json', '2026-10-01.json']);
      expect(log().at(-1)).toBe(
        `report --confirmation ${months()
          .map(name => `confirmation/months/${name}`)
          .join(' ')} --write confirmation/report.html`,
      );
    });

    itWithJq('and replaces one that tells of the same days', () => {
      kept(
        covering('2026-09-01', '2026-09-30'),
        covering('2026-10-01', '2026-10-28'),
        covering('2026-11-01', '2026-11-06'),
      );
      run(OCTOBER);
      expect(months()).toEqual(['2026-09-01.json', '2026-10-01.json', '2026-11-01.json']);
      expect(read('confirmation/months/2026-10-01.json')).toBe(OCTOBER);
    });

    itWithJq('but none of another version, which pec would refuse', () => {
      kept(covering('2026-09-01', '2026-09-30', 1));
      expect(run(OCTOBER).status).toBe(0);
      expect(months()).toEqual(['2026-10-01.json']);
    });

    itWithJq('the newest thirteen of them', () => {
      kept(...Array.from({ length: 13 }, (_, i) => covering(`2025-${10 + i}-01`, `2025-${10 + i}-28`)));
      run(OCTOBER);
      expect(months()).toHaveLength(13);
      expect(months()[0]).toBe('2025-11-01.json');
      expect(months().at(-1)).toBe('2026-10-01.json');
    });

    itWithJq('from run to run', () => {
      run(covering('2026-09-01', '2026-09-30'));
      cpSync(join(runner.folder, 'confirmation'), join(runner.folder, 'previous'), { recursive: true });
      run(OCTOBER);
      expect(months()).toEqual(['2026-09-01.json', '2026-10-01.json']);
    });

    it('takes them from the newest run of the same branch that has some; the first time there is none', () => {
      const script = scriptWith('github/confirm.yml', 'gh run list');
      program('gh', `case "$2" in list) printf '33\\n22\\n11\\n' ;; *) echo "$*" >> log; [ "$3" = 22 ] ;; esac`);
      expect(bash(script, { GITHUB_REF_NAME: 'main' }).status).toBe(0);
      expect(log()).toEqual([
        'run download 33 --name confirmation --dir previous',
        'run download 22 --name confirmation --dir previous',
      ]);
      expect(script).toContain('--branch "$GITHUB_REF_NAME"');
      program('gh', `[ "$2" = list ]`);
      expect(bash(script, { GITHUB_REF_NAME: 'main' }).status).toBe(0);
    });
  });

  const alarming = (...keys: string[]) => {
    mkdirSync(join(runner.folder, 'confirmation/alarms'), { recursive: true });
    keys.forEach(key => writeFileSync(join(runner.folder, 'confirmation/alarms', `${key}.md`), `text of ${key}`));
  };

  it('keeps an issue for each alarm on GitHub', () => {
    alarming('contoso', 'con');
    const open = [
      '11 <!-- pec-verification -->',
      '12 <!-- pec-confirmation contoso -->\r',
      '13 <!-- pec-confirmation contoso -->',
    ];
    program('gh', `case "$*" in *--paginate*) printf '${open.join('\\n')}' ;; *) echo "$*" >> log ;; esac`);
    const script = scriptWith('github/confirm.yml', 'issues=');
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure' })).toMatchObject({ status: 0, stderr: '' });
    const body = (key: string) => `--field body=@confirmation/alarms/${key}.md`;
    expect(log()).toEqual([
      `api --silent --method POST repos/fabrikam/azure/issues --field title=Partner earned credit lost: con ${body('con')}`,
      `api --silent --method PATCH repos/fabrikam/azure/issues/12 ${body('contoso')}`,
    ]);
  });

  it('opens nothing on GitHub where there is no alarm', () => {
    program('gh', `case "$*" in *--paginate*) ;; *) echo "$*" >> log ;; esac`);
    const script = scriptWith('github/confirm.yml', 'issues=');
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure' }).status).toBe(0);
    expect(log()).toEqual([]);
  });

  itWithJq('keeps a work item for each alarm in Azure DevOps', () => {
    alarming('contoso', 'northwind');
    program(
      'curl',
      `text=$([ -t 0 ] || timeout 1 cat | tr -d '\\n')
      case "$*" in
        *wiql*) case "$text" in *"lost: contoso'"*) printf '{"workItems":[{"id":5}]}' ;; *) printf '{"workItems":[]}' ;; esac ;;
        *) echo "$(tr '\\n' ' ' <<< "$*") $text" >> log ;;
      esac`,
    );
    const script = scriptWith('azure-devops/confirm.yml', 'items=');
    const run = bash(script, {
      PIPELINE_WORKSPACE: runner.folder,
      SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
      SYSTEM_TEAMPROJECTID: 'p',
      SYSTEM_ACCESSTOKEN: 'token',
    });
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(log()).toEqual([
      expect.stringMatching(/--request PATCH .*"value": "text of contoso".*workitems\/5\?/),
      expect.stringMatching(
        /--request POST .*workitems\/\$Task\?.*"value": "text of northwind".*"Partner earned credit lost: northwind"/,
      ),
    ]);
  });
});
