import type { AnyNode, Identifier, Pattern, Program } from 'acorn';
import { boundNames, childrenOf, isFunction } from './syntax-tree.ts';
import type { FunctionNode } from './syntax-tree.ts';

/** What a name stands for: an import, a function of the bundle, or something else declared in it. */
export type Binding =
  | { readonly kind: 'import' }
  | { readonly kind: 'function'; readonly name: string; readonly node: FunctionNode }
  | { readonly kind: 'other' };

/** A name used in an expression. `within` is the chain of functions around it, outermost first. */
export interface Reference {
  readonly identifier: Identifier;
  /** `undefined`: the bundle declares no such name, so it can only be a global. */
  readonly binding: Binding | undefined;
  readonly within: readonly FunctionNode[];
}

type Scope = ReadonlyMap<string, Binding>;

const other: Binding = { kind: 'other' };

/** Every use of a name in `program`, with what the name stands for there. */
export function referencesIn(program: Program): Reference[] {
  const references: Reference[] = [];

  function visit(node: AnyNode, scopes: readonly Scope[], within: readonly FunctionNode[]): void {
    if (node.type === 'Identifier') {
      const scope = scopes.findLast((candidate) => candidate.has(node.name));
      references.push({ identifier: node, binding: scope?.get(node.name), within });
      return;
    }
    const inner = [...scopes, declaredBy(node)];
    const functions = isFunction(node) ? [...within, node] : within;
    for (const child of expressionsOf(node)) visit(child, inner, functions);
  }

  visit(program, [], []);
  return references;
}

/** The children of `node` in which an identifier is a use of a name, not a property's or a declaration's own name. */
function expressionsOf(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.object, node.property] : [node.object];
    case 'Property':
      return node.computed ? [node.key, node.value] : [node.value];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...node.params, node.body];
    case 'VariableDeclarator':
      if (node.id.type !== 'Identifier') return childrenOf(node);
      return node.init ? [node.init] : [];
    case 'LabeledStatement':
      return [node.body];
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return [];
    case 'ExportSpecifier':
      return [node.local];
    case 'ExportNamedDeclaration':
      return node.source ? [] : childrenOf(node);
    default:
      return childrenOf(node);
  }
}

function declaredBy(node: AnyNode): Scope {
  const scope = new Map<string, Binding>();
  const declare = (pattern: Pattern): void => {
    for (const name of boundNames(pattern)) scope.set(name, other);
  };

  if (node.type === 'Program') {
    declareHoisted(node, scope);
    declareStatements(node.body, scope);
  } else if (isFunction(node)) {
    if (node.type === 'FunctionExpression' && node.id)
      scope.set(node.id.name, { kind: 'function', name: node.id.name, node });
    node.params.forEach(declare);
    declareHoisted(node.body, scope);
  } else if (node.type === 'BlockStatement') {
    declareStatements(node.body, scope);
  } else if (node.type === 'SwitchStatement') {
    for (const { consequent } of node.cases) declareStatements(consequent, scope);
  } else if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    declareStatements([node.left], scope);
  } else if (node.type === 'ForStatement' && node.init) {
    declareStatements([node.init], scope);
  } else if (node.type === 'CatchClause' && node.param) {
    declare(node.param);
  }
  return scope;
}

/** `var` belongs to the function around it, however deep it stands. */
function declareHoisted(node: AnyNode, scope: Map<string, Binding>): void {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) continue;
    if (child.type === 'VariableDeclaration' && child.kind === 'var') declareStatements([child], scope);
    declareHoisted(child, scope);
  }
}

function declareStatements(statements: readonly AnyNode[], scope: Map<string, Binding>): void {
  for (const outer of statements) {
    const exported = outer.type === 'ExportNamedDeclaration' || outer.type === 'ExportDefaultDeclaration';
    const statement = exported ? outer.declaration : outer;
    if (statement?.type === 'FunctionDeclaration' && statement.id) {
      scope.set(statement.id.name, { kind: 'function', name: statement.id.name, node: statement });
    } else if (statement?.type === 'ClassDeclaration' && statement.id) {
      scope.set(statement.id.name, other);
    } else if (statement?.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        const names = boundNames(id);
        const named = id.type === 'Identifier' && init && isFunction(init) ? init : undefined;
        for (const name of names) scope.set(name, named ? { kind: 'function', name, node: named } : other);
      }
    } else if (statement?.type === 'ImportDeclaration') {
      for (const { local } of statement.specifiers) scope.set(local.name, { kind: 'import' });
    }
  }
}
