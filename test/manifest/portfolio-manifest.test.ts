import fc from 'fast-check';
import { changesSince, CustomerStatus, manifestFromJson, manifestToJson } from '../../lib/manifest';

const contoso = {
  stack: 'customer-contoso',
  status: CustomerStatus.ACTIVE,
  onboarding: 'terraform',
  file: 'stacks/contoso/cdk.tf.json',
  sha256: 'a'.repeat(64),
};
const templates = { status: CustomerStatus.ACTIVE, onboarding: 'arm-template' };
const EXPECTED = 'expected the portfolio.json that synth writes, or a record of pec record';

describe('a manifest', () => {
  it('is read as it was written', () => {
    const files = { [contoso.file]: contoso.sha256, 'arm/a.json': 'a' };
    const json = manifestToJson({ contoso }, 'PEC_RINGS=canary', files);
    expect(manifestFromJson(json)).toEqual({
      version: 1,
      selection: 'PEC_RINGS=canary',
      files,
      customers: { contoso },
    });
    expect(json.indexOf('arm/a.json')).toBeLessThan(json.indexOf(contoso.file));
  });

  it.each<[changes: object, message: string]>([
    [{ customers: { contoso: 5 } }, 'customers.contoso is not an object'],
    [{ customers: { contoso: {} } }, 'customers.contoso.status is missing'],
    [
      { customers: { contoso: { ...contoso, status: null } } },
      'customers.contoso.status is not "active" or "offboarded"',
    ],
    [{ customers: { contoso: { ...contoso, sha256: 5 } } }, 'customers.contoso.sha256 is not a text'],
    [{ customers: { 'a b': { ...contoso, ring: [] } } }, 'customers["a b"].ring is not a text'],
    [
      { customers: { contoso: { ...contoso, stack: 'x; rm -rf ~' } } },
      'customers.contoso.stack is not the name of a stack',
    ],
    [
      { customers: { contoso: { ...contoso, status: 'gone' } } },
      'customers.contoso.status is not "active" or "offboarded"',
    ],
    [{ selection: 5 }, 'selection is not a text'],
    [{ files: [] }, 'files is not an object'],
    [{ files: { 'arm/a.json': 5 } }, 'files["arm/a.json"] is not a text'],
    ...['../x', 'a/../../x', '/x', 'a//x', './x', 'a\\x', 'C:x', ''].map((name): [object, string] => [
      { files: { [name]: 'a' } },
      `files[${JSON.stringify(name)}] is not a path in the folder`,
    ]),
  ])('%j names what is wrong with it', (changes, message) => {
    const json = JSON.stringify({ version: 1, customers: {}, ...changes });
    expect(() => manifestFromJson(json)).toThrow(`${message}; ${EXPECTED}`);
  });

  it.each<[what: string, entry: object, message: string]>([
    [
      'a file that is not listed',
      { ...contoso, file: 'stacks/b/cdk.tf.json' },
      'customers.contoso.file is not one of files',
    ],
    ['the name of a prototype', { ...contoso, file: 'constructor' }, 'customers.contoso.file is not one of files'],
    ['a stack without a file', { ...contoso, file: undefined }, 'customers.contoso.file is missing'],
    ['nothing but a stack', { ...contoso, file: undefined, sha256: undefined }, 'customers.contoso.file is missing'],
    ['another hash', { ...contoso, sha256: 'b' }, 'customers.contoso.sha256 is not what files says of its file'],
    ['no hash', { ...contoso, sha256: undefined }, 'customers.contoso.sha256 is missing'],
    [
      'a template that is not listed',
      { ...templates, file: 'arm/b.json' },
      'customers.contoso.file is not one of files',
    ],
  ])('that lists files does not vouch for %s', (_what, entry, message) => {
    const read = (manifest: object) =>
      manifestFromJson(JSON.stringify({ version: 1, customers: { contoso: entry }, ...manifest }));
    expect(() => read({ files: { [contoso.file]: contoso.sha256 } })).toThrow(`${message}; ${EXPECTED}`);
    expect(() => read({})).not.toThrow();
  });

  it('vouches for several templates by the hash of all of them, and for nothing that a selection left out', () => {
    const leftOut = { ...contoso, file: undefined, sha256: undefined };
    const customers = { contoso: leftOut, tailspin: { ...templates, sha256: 'of all' } };
    expect(() => manifestFromJson(manifestToJson(customers, 'PEC_CUSTOMERS=tailspin', {}))).not.toThrow();
  });

  it('is one or is refused in one line, whatever it holds', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...Object.keys(contoso), 'ring'), fc.jsonValue()),
    );
    const document = fc.record(
      {
        version: fc.jsonValue(),
        selection: fc.jsonValue(),
        files: fc.jsonValue(),
        customers: fc.dictionary(fc.string(), entry),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(document, fc.jsonValue()), value => {
        try {
          manifestFromJson(JSON.stringify(value));
        } catch (error) {
          expect((error as Error).name).toBe('Error');
          expect((error as Error).message).toMatch(/^[^\n]*(expected the portfolio\.json|update the package)[^\n]*$/);
        }
      }),
    );
  });
});

describe('what changed since an earlier manifest', () => {
  const manifest = (customers: Parameters<typeof manifestToJson>[0]) => manifestFromJson(manifestToJson(customers));
  const changes = (before: object, now: object) =>
    changesSince(manifest({ contoso: { ...contoso, ...now } }), manifest({ contoso: { ...contoso, ...before } }))
      .changed;

  it('is no customer of whom the same was written', () => {
    expect(changes({}, {})).toEqual([]);
    expect(changes({}, { ring: 'canary', status: 'offboarded' })).toEqual([]);
  });

  it('is a customer of whom something else was written, or nothing that can be compared', () => {
    expect(changes({}, { sha256: 'b'.repeat(64) })).toEqual(['contoso']);
    expect(changes({ sha256: undefined }, { sha256: undefined })).toEqual(['contoso']);
  });

  // The name of the stack is that of its state: under another one nothing is deployed yet.
  it('is a customer whose stack has another name, though its file holds the same', () => {
    expect(changes({ stack: 'contoso' }, {})).toEqual(['contoso']);
    expect(changes({ stack: undefined }, {})).toEqual(['contoso']);
  });
});
