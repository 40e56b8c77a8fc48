import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const LIB = resolve(__dirname, '..', 'lib');

/** The files of lib that people write, as the compiler reads them. */
const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.startsWith(join('bindings', 'generated')))
  .map(file => ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2022, true));

/** A node and everything below it that is of a kind. */
function find<T extends ts.Node>(node: ts.Node, isOfKind: (node: ts.Node) => node is T): T[] {
  const found: T[] = isOfKind(node) ? [node] : [];
  node.forEachChild(child => void found.push(...find(child, isOfKind)));
  return found;
}

function isCast(node: ts.Node): node is ts.AssertionExpression | ts.NonNullExpression {
  return (
    (ts.isAssertionExpression(node) && node.type.getText() !== 'const') || // `as const` claims nothing.
    ts.isNonNullExpression(node)
  );
}

function isAny(node: ts.Node): node is ts.KeywordTypeNode {
  return node.kind === ts.SyntaxKind.AnyKeyword;
}

/** `declare function require(…)`: what a module is that is loaded when first used. */
function isLoader(node: ts.Node): node is ts.FunctionDeclaration {
  return ts.isFunctionDeclaration(node) && node.name?.text === 'require';
}

/** The lines in which something is found. */
function linesOf<T extends ts.Node>(isOfKind: (node: ts.Node) => node is T): string[] {
  return sources.flatMap(source =>
    find(source, isOfKind).map(node => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      return `${source.fileName}:${line + 1} ${node.getText()}`;
    }),
  );
}

describe('the types of lib', () => {
  it('are claimed without a check in fewer than 25 places', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(linesOf(isCast).length).toBeLessThan(25);
  });

  it('are nowhere given up', () => {
    expect(linesOf(isAny)).toEqual([]);
  });

  it('are those of the module, where one is loaded when first used', () => {
    const declared = sources
      .filter(source => find(source, isLoader).length > 0)
      .flatMap(source => {
        const modules = find(source, ts.isInterfaceDeclaration).filter(({ name }) => name.text === 'Modules');
        const imports = new Map(
          find(source, ts.isImportDeclaration).map(({ importClause, moduleSpecifier }) => [
            importClause?.getText().replace(/^type (\* as )?/, ''),
            moduleSpecifier.getText(),
          ]),
        );
        return modules
          .flatMap(({ members }) => members.filter(ts.isPropertySignature))
          .map(({ name, type }) => ({ module: name.getText(), type: type?.getText(), imports }));
      })
      .filter(({ type }) => type?.startsWith('typeof '));
    expect(declared.length).toBeGreaterThan(20);
    for (const { module, type, imports } of declared) {
      expect(imports.get(type?.replace('typeof ', ''))).toBe(module);
    }
  });
});
