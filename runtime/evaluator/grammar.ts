import type { AnyNode } from 'acorn';
import { MISSING_METHODS } from './built-ins.ts';

const UNSUPPORTED_NODES: Readonly<Partial<Record<AnyNode['type'], string>>> = {
  ForStatement: 'for(initialization; condition; afterthought) loops are not supported',
  WhileStatement: 'while loops are not supported',
  DoWhileStatement: 'do-while loops are not supported',
  ContinueStatement: 'continue is not supported',
  LabeledStatement: 'labels are not supported',
  TryStatement: 'try/catch/finally is not supported',
  ThrowStatement: 'throw is not supported; use util.error',
  ClassDeclaration: 'classes are not supported',
  ClassExpression: 'classes are not supported',
  YieldExpression: 'generators are not supported',
  AwaitExpression: 'await is not supported',
  ThisExpression: 'this is not supported',
  Super: 'super is not supported',
  NewExpression: 'new is not supported',
  ImportExpression: 'dynamic import is not supported',
  MetaProperty: 'meta properties are not supported',
  DebuggerStatement: 'debugger is not supported',
  ExportDefaultDeclaration: 'a default export is not supported; export request and response by name',
  ExportAllDeclaration: 'exporting from another module is not supported',
};

/** Why APPSYNC_JS refuses this node, or `undefined` if it takes it. Only the node itself is judged, not what is below. */
export function objectionTo(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'UpdateExpression':
      return `the operator ${node.operator} is not supported`;
    case 'UnaryExpression':
      return node.operator === '~' ? 'the operator ~ is not supported' : undefined;
    case 'BinaryExpression':
      if (node.operator === 'in') return 'the operator in is not supported; use Object.hasOwn';
      return node.operator === 'instanceof' ? 'the operator instanceof is not supported' : undefined;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return 'async functions are not supported';
      return node.generator ? 'generators are not supported' : undefined;
    case 'VariableDeclaration':
      return node.kind === 'using' || node.kind === 'await using' ? 'using is not supported' : undefined;
    case 'ForOfStatement':
      return node.await ? 'for await is not supported' : undefined;
    case 'Literal':
      if (node.regex) return 'regular expressions are not supported; use util.matches';
      return typeof node.value === 'bigint' ? 'bigint is not supported' : undefined;
    case 'Property':
      return objectionToProperty(node);
    case 'ExportNamedDeclaration':
      return node.source ? 'exporting from another module is not supported' : undefined;
    case 'CallExpression':
      return objectionToCall(node);
    default:
      return UNSUPPORTED_NODES[node.type];
  }
}

function objectionToProperty(property: Extract<AnyNode, { type: 'Property' }>): string | undefined {
  if (property.kind !== 'init') return 'getters and setters are not supported';
  const name = property.key.type === 'Identifier' ? property.key.name : literal(property.key);
  return name === '__proto__' && !property.computed ? '__proto__ is not supported' : undefined;
}

function literal(node: AnyNode): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function objectionToCall({
  callee,
  arguments: args,
}: Extract<AnyNode, { type: 'CallExpression' }>): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  if (MISSING_METHODS.has(name)) return `the method ${name} is not supported`;
  return name === 'sort' && args.length > 0 ? 'sort with an argument is not supported' : undefined;
}
