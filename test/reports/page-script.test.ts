import * as ts from 'typescript';
import { PAGE_SCRIPT } from '../../lib/reports/html/page-script';

/** What the compiler says of scripts that run in a browser, by the name of their file. */
function faultsOf(scripts: Record<string, string>): Record<string, string[]> {
  const options: ts.CompilerOptions = {
    allowJs: true,
    checkJs: true,
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipDefaultLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) =>
    name in scripts ? ts.createSourceFile(name, scripts[name], languageVersion) : getSourceFile(name, languageVersion);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(Object.keys(scripts), options, host));
  return Object.fromEntries(
    Object.keys(scripts).map(name => [
      name,
      found
        .filter(({ file }) => file?.fileName === name)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  );
}

describe('the script of the page', () => {
  // The compiler reads the types of a whole browser.
  it('has sound types, as the code around it', () => {
    const broken = "document.querySelector('#customers').sort();";
    expect(faultsOf({ 'page.js': PAGE_SCRIPT, 'broken.js': broken })).toEqual({
      'page.js': [],
      'broken.js': ["Object is possibly 'null'.", "Property 'sort' does not exist on type 'Element'."],
    });
  }, 60_000);

  it('cannot end its element before its time', () => {
    expect(PAGE_SCRIPT).not.toMatch(/<\/script|<!--/i);
  });
});
