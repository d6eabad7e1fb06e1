import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { NotInLocalRuntime, createUtilities } from './index.ts';

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('@aws-appsync/utils/package.json')));
const MODULES = {
  '@aws-appsync/utils': 'lib/index.d.ts',
  '@aws-appsync/utils/dynamodb': 'lib/dynamodb-helpers.d.ts',
  '@aws-appsync/utils/rds': 'lib/rds-helpers.d.ts',
  '@aws-appsync/utils/ai': 'lib/bedrock-helpers.d.ts',
};

/** Every function that the package's own declarations promise at run time, as `module path`. */
function declaredMembers(): string[] {
  const files = Object.values(MODULES).map((file) => join(PACKAGE, file));
  const program = ts.createProgram(files, {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    // What else is installed declares nothing of this package.
    types: [],
  });
  const checker = program.getTypeChecker();

  const functionsIn = (type: ts.Type, path: string): string[] => {
    if (type.getCallSignatures().length > 0) return [path];
    return type
      .getProperties()
      .flatMap((property) => functionsIn(checker.getTypeOfSymbol(property), `${path}.${property.name}`));
  };

  return Object.entries(MODULES).flatMap(([module, file]) => {
    const source = program.getSourceFile(join(PACKAGE, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = (symbol === undefined ? [] : checker.getExportsOfModule(symbol)).map((one) =>
      (one.flags & ts.SymbolFlags.Alias) === 0 ? one : checker.getAliasedSymbol(one),
    );
    const values = exported.filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0);
    return values.flatMap((value) => functionsIn(checker.getTypeOfSymbol(value), `${module} ${value.name}`));
  });
}

const members = createUtilities({ now: () => 0, randomBytes: (count) => new Uint8Array(count) });
const evaluation = {
  identity: null,
  fieldName: 'f',
  parentTypeName: 'Query',
  appended: [],
  effects: { invalidations: [], cacheEvictions: [] },
};

function isRefused(utility: (typeof members)[number]['utility']): boolean {
  try {
    utility([], evaluation);
    return false;
  } catch (cause) {
    return cause instanceof NotInLocalRuntime;
  }
}

const nameOf = ({ module, path }: (typeof members)[number]): string => `${module} ${path.join('.')}`;

describe('every function that @aws-appsync/utils declares', () => {
  it('is given or refused by name, and nothing beside it is there', () => {
    const declared = declaredMembers();
    expect(declared.length).toBeGreaterThan(90);
    expect(members.map(nameOf).sort()).toEqual([...new Set(declared)].sort());
  });

  it('is refused only where the local runtime has nothing to do it with', () => {
    const refused = members.filter(({ utility }) => isRefused(utility)).map(nameOf);
    const relational = members.filter(({ module }) => module === '@aws-appsync/utils/rds').map(nameOf);
    expect(refused).toEqual([
      '@aws-appsync/utils util.http.addResponseHeader',
      '@aws-appsync/utils util.http.addResponseHeaders',
      '@aws-appsync/utils util.xml.toMap',
      '@aws-appsync/utils util.xml.toJsonString',
      '@aws-appsync/utils util.rds.toJsonObject',
      ...relational,
    ]);
  });
});
