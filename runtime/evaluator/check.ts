import { parse } from 'acorn';
import type { AnyNode, ImportDeclaration, Program } from 'acorn';
import { isGlobal, isMissingStatic } from './built-ins.ts';
import { objectionTo } from './grammar.ts';
import { CODE_CHARACTERS } from './limits.ts';
import { recursionIn } from './recursion.ts';
import { RefusedCode } from './refused-code.ts';
import type { Problem } from './refused-code.ts';
import { referencesIn } from './scopes.ts';
import type { Reference } from './scopes.ts';
import { walk } from './syntax-tree.ts';

/** The names that each importable module offers, by the name it is imported under. */
export type ModuleNames = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads a bundle as AppSync does before it takes it.
 *
 * @throws {RefusedCode} with every problem found, in source order.
 */
export function check(bundle: { readonly name: string; readonly code: string }, modules: ModuleNames): Program {
  const { name, code } = bundle;
  const program = parseOrRefuse(name, code);

  const problems: Problem[] = [];
  const report = (node: AnyNode, what: string): void => {
    const start = node.loc?.start ?? { line: 1, column: 0 };
    problems.push({ line: start.line, column: start.column + 1, what });
  };

  if (code.length > CODE_CHARACTERS) {
    report(program, `the code has ${code.length} characters; at most ${CODE_CHARACTERS} are supported`);
  }

  const references = referencesIn(program);
  const globals = references.filter(({ binding }) => binding === undefined);
  const imports = references.filter(({ binding }) => binding?.kind === 'import');
  const withMethodsOfTheirOwn = new Set<AnyNode>([...globals, ...imports].map(({ identifier }) => identifier));

  walk(program, (node) => {
    const objection = isCallOf(node, withMethodsOfTheirOwn) ? undefined : objectionTo(node);
    if (objection !== undefined) report(node, objection);
    if (node.type === 'ImportDeclaration') for (const what of objectionsToImport(node, modules)) report(node, what);
  });
  checkGlobals(program, globals, report);
  for (const { at, through } of recursionIn(references)) {
    report(at, `recursion is not supported (${through.join(' calls ')})`);
  }

  if (problems.length > 0)
    throw new RefusedCode(
      name,
      problems.sort((a, b) => a.line - b.line || a.column - b.column),
    );
  return program;
}

function parseOrRefuse(name: string, code: string): Program {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const { line, column } = positionOf(cause);
    throw new RefusedCode(name, [{ line, column: column + 1, what: cause.message.replace(/ \(\d+:\d+\)$/u, '') }]);
  }
}

/** Acorn hangs the place of a syntax error on the error. */
function positionOf(error: SyntaxError): { line: number; column: number } {
  const loc: unknown = 'loc' in error ? error.loc : undefined;
  if (typeof loc === 'object' && loc !== null && 'line' in loc && 'column' in loc) {
    const { line, column } = loc;
    if (typeof line === 'number' && typeof column === 'number') return { line, column };
  }
  return { line: 1, column: 0 };
}

/** True for `Object.keys(…)` and `util.str.normalize(…)`, named like methods that arrays and strings must not have. */
function isCallOf(node: AnyNode, roots: ReadonlySet<AnyNode>): boolean {
  if (node.type !== 'CallExpression') return false;
  let object: AnyNode = node.callee;
  while (object.type === 'MemberExpression') object = object.object;
  return roots.has(object);
}

function objectionsToImport(node: ImportDeclaration, modules: ModuleNames): string[] {
  const source = String(node.source.value);
  const names = modules.get(source);
  if (names === undefined) return [`the module ${source} is not supported`];
  return node.specifiers.flatMap((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier') return [];
    if (specifier.type === 'ImportDefaultSpecifier') return [`the module ${source} has no default export`];
    const { imported } = specifier;
    const name = imported.type === 'Identifier' ? imported.name : String(imported.value);
    return names.has(name) ? [] : [`the module ${source} has no export ${name}`];
  });
}

function checkGlobals(
  program: Program,
  globals: readonly Reference[],
  report: (node: AnyNode, what: string) => void,
): void {
  const identifiers = new Set<AnyNode>(globals.map(({ identifier }) => identifier));
  for (const { identifier } of globals) {
    if (!isGlobal(identifier.name)) report(identifier, `${identifier.name} is not defined in APPSYNC_JS`);
  }
  walk(program, (node) => {
    if (node.type !== 'MemberExpression' || node.computed) return;
    const { object, property } = node;
    if (object.type !== 'Identifier' || property.type !== 'Identifier' || !identifiers.has(object)) return;
    if (isMissingStatic(object.name, property.name)) report(node, `${object.name}.${property.name} is not supported`);
  });
}
