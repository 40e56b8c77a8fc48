import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { azapi } from '../../lib/bindings/azapi';
import { newStack } from '../fabrikam';
import { synthesize } from '../synth';

const LIB = resolve(__dirname, '..', '..', 'lib');

/** The code of the package, by its path. */
const SOURCES = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.includes('generated'))
  .map(file => ({ file, source: readFileSync(join(LIB, file), 'utf8') }));

function filesWith(pattern: RegExp): string[] {
  return SOURCES.filter(({ source }) => pattern.test(source)).map(({ file }) => file);
}

describe('every binding of Terraform', () => {
  it('is handed texts literally', () => {
    const required = SOURCES.flatMap(
      ({ source }) => source.match(/require\(\s*'(@cdktf\/provider|\.\/generated)/g) ?? [],
    );
    const literally = SOURCES.flatMap(
      ({ source }) =>
        source.match(/return (literally\(|loaded\(\s*\(\) =>)\s*require\(\s*'(@cdktf\/provider|\.\/generated)/g) ?? [],
    );
    expect(required.length).toBeGreaterThan(20);
    expect(literally).toHaveLength(required.length);
    expect(filesWith(/loaded = bindingsOf\('@cdktf\/provider-/)).toHaveLength(2);
    expect(readFileSync(join(LIB, 'bindings', 'peer.ts'), 'utf8')).toContain('return literally(load())');
  });

  it('is named where it is handed out, and nowhere else', () => {
    expect(filesWith(/^import (?!type)[^;]*'(@cdktf\/provider|.*\/generated)/m)).toEqual([]);
    expect(filesWith(/new TerraformOutput\(/)).toEqual([join('stacks', 'partner-stack.ts')]);
    expect(filesWith(/extends TerraformElement/)).toEqual([join('terraform', 'import-block.ts')]);
  });

  it('makes what the binding itself makes', () => {
    const stack = newStack();
    const provider = new azapi.AzapiProvider(stack, 'azapi', { clientId: '${x}', environment: 'public' });
    expect(provider).toBeInstanceOf(azapi.AzapiProvider);
    expect(provider.constructor.name).toBe('AzapiProvider');
    expect(synthesize(stack).provider).toEqual({ azapi: [{ client_id: '$${x}', environment: 'public' }] });
  });
});
