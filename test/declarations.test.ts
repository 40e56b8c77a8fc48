import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '..');

/** Where the declarations would be if they were written: beside `node_modules`, as in the package of a user. */
const DIST = join(ROOT, 'dist');
const ENTRIES = [join(DIST, 'index.d.ts'), join(DIST, 'testing', 'index.d.ts')];

/** Reads each file once for both programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostOf(options: ts.CompilerOptions, declarations: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const isOurs = (file: string) => file.startsWith(DIST);
  return {
    ...host,
    directoryExists: undefined,
    fileExists: file => (isOurs(file) ? declarations.has(file) : ts.sys.fileExists(file)),
    readFile: file => (isOurs(file) ? declarations.get(file) : ts.sys.readFile(file)),
    getSourceFile: (file, target) => {
      if (!parsed.has(file)) {
        const text = declarations.get(file);
        parsed.set(
          file,
          text === undefined ? host.getSourceFile(file, target) : ts.createSourceFile(file, text, target),
        );
      }
      return parsed.get(file);
    },
  };
}

/** The declarations that `npm run build` writes. */
function builtDeclarations(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.build.json'), file => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const declarations = new Map<string, string>();
  const program = ts.createProgram(fileNames, options, hostOf(options, declarations));
  program.emit(undefined, (file, text) => declarations.set(file, text), undefined, true);
  return declarations;
}

const declarations = builtDeclarations();

/** A user's program: strict, and with the declarations of packages checked. */
const options: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules', '@types')],
};
const program = ts.createProgram(ENTRIES, options, hostOf(options, declarations));
const checker = program.getTypeChecker();
const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(DIST));

function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(declaration => ours.includes(declaration.getSourceFile()));
}

function symbolOf(name: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** What a user can import, by name. */
const exported = new Map(
  ENTRIES.flatMap(file => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile);
    return module ? checker.getExportsOfModule(module) : [];
  }).map(symbol => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol]),
);

/** Of the name of an enum's member, that of the enum. */
function firstOf(name: ts.EntityName): ts.Identifier {
  return ts.isQualifiedName(name) ? firstOf(name.left) : name;
}

/** The bindings of azapi are as the generator makes them. */
function isGenerated(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes('/bindings/generated/');
}

/** The names that a declaration uses and nobody can import, in public members of its own and of its bases. */
function unknownNamesIn(declaration: ts.Node): string[] {
  const known = new Set(exported.values());
  const names: string[] = [];
  const walk = (node: ts.Node, isBase: boolean): void => {
    if (ts.isConstructorDeclaration(node) && isBase) {
      return;
    }
    if (ts.isHeritageClause(node)) {
      node.types.forEach(({ expression }) => {
        const base = symbolOf(expression);
        if (base && isOurs(base)) {
          base.declarations?.forEach(inner => walk(inner, true));
        }
      });
      return;
    }
    if (ts.isTypeQueryNode(node)) {
      // What stands there is the signature.
      symbolOf(node.exprName)?.declarations?.forEach(inner => walk(inner, isBase));
    }
    const symbol = ts.isTypeReferenceNode(node) ? symbolOf(firstOf(node.typeName)) : undefined;
    if (symbol && isOurs(symbol) && !(symbol.flags & ts.SymbolFlags.TypeParameter) && !known.has(symbol)) {
      names.push(symbol.name);
    }
    node.forEachChild(child => walk(child, isBase));
  };
  walk(declaration, false);
  return names;
}

describe('the published declarations', () => {
  it('compile for a user who has them checked', () => {
    expect(ours.length).toBeGreaterThan(50);
    const messages = ours
      .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(
        ({ file, messageText }) =>
          `${relative(ROOT, file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(messages).toEqual([]);
  });

  it('have no member that is ours alone', () => {
    const members: string[] = [];
    const walk = (node: ts.Node): void => {
      if ((ts.isClassElement(node) || ts.isTypeElement(node)) && node.name?.getText().startsWith('_')) {
        members.push(node.getText());
      }
      node.forEachChild(walk);
    };
    ours.filter(file => !isGenerated(file)).forEach(walk);
    expect(members).toEqual([]);
  });

  it('name nothing that a user cannot import', () => {
    expect(exported.size).toBeGreaterThan(80);
    const unknown = [...exported].flatMap(([name, symbol]) =>
      (symbol.declarations ?? [])
        .filter(declaration => !isGenerated(declaration))
        .flatMap(unknownNamesIn)
        .map(other => `${name}: ${other}`),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });
});
