import { parse, type AnyNode, type ObjectExpression, type Property } from 'acorn';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';

/** Requests that AppSync carries out with permissions of other names, or with none. */
const transactions = new Set(['TransactWriteItems', 'TransactGetItems']);
const mutations = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/**
 * Every operation that a bundle can send, as `<table> <operation>` and `<table>/index/<name> <operation>`, by reading each object with an `operation`.
 * `table` is the data source's own; items of a transaction name theirs.
 */
export function sendable(code: string, table: string): ReadonlySet<string> {
  const found = new Set<string>();
  const all = [...nodesOf(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }))];
  for (const node of all) {
    if (node.type !== 'ObjectExpression') continue;
    const operation = property(node, 'operation')?.value;
    if (operation?.type !== 'Literal' || typeof operation.value !== 'string') continue;
    if (transactions.has(operation.value)) continue;
    const named = property(node, 'table')?.value;
    const tables = [...(named ? tablesNamed(named, all) : []), ...batchTables(node, all)];
    const index = indexNamed(node, all);
    for (const one of tables.length > 0 ? tables : [table]) found.add(`${one}${index} ${operation.value}`);
    // AppSync reads the item of a single write whose condition failed; a transaction brings it along.
    if (mutations.has(operation.value) && !named && property(node, 'condition')) found.add(`${table} GetItem`);
  }
  return found;
}

function property(node: ObjectExpression, name: string): Property | undefined {
  return node.properties.find(
    (entry): entry is Property =>
      entry.type === 'Property' && entry.key.type === 'Identifier' && entry.key.name === name && !entry.computed,
  );
}

/** `/index/<name>` where a request is to an index of the layout, written `index: <variable>.name`; else nothing. */
function indexNamed(node: ObjectExpression, all: readonly AnyNode[]): string {
  const index = property(node, 'index')?.value;
  if (index === undefined) return '';
  const layout =
    index.type === 'MemberExpression' && index.object.type === 'Identifier' ? index.object.name : undefined;
  const declared = all.find(
    (one) => one.type === 'VariableDeclarator' && one.id.type === 'Identifier' && one.id.name === layout,
  );
  const value = declared?.type === 'VariableDeclarator' ? declared.init : undefined;
  const name = value?.type === 'ObjectExpression' ? property(value, 'name')?.value : undefined;
  if (name?.type !== 'Literal') throw new Error('unable to tell the index of a request; it is none of the layout');
  return `/index/${String(name.value)}`;
}

/** A batch names its tables by computed keys: `tables: { [tableName(ctx, 'chat')]: … }`. */
function batchTables(node: ObjectExpression, all: readonly AnyNode[]): readonly string[] {
  const tables = property(node, 'tables')?.value;
  if (tables?.type !== 'ObjectExpression') return [];
  return tables.properties.flatMap((entry) => (entry.type === 'Property' ? tablesNamed(entry.key, all) : []));
}

/**
 * The tables that an expression can name: `tableName(ctx, 'chat')`, `ctx.env.CHAT_TABLE`, or a variable that stands for
 * one of these anywhere in the bundle.
 */
function tablesNamed(node: AnyNode, all: readonly AnyNode[]): readonly string[] {
  if (node.type === 'Identifier') {
    const values = all.flatMap((one) =>
      one.type === 'VariableDeclarator' && one.id.type === 'Identifier' && one.id.name === node.name && one.init
        ? [one.init]
        : [],
    );
    if (values.length > 0) return values.flatMap((value) => tablesNamed(value, all));
  }
  const last = node.type === 'CallExpression' ? node.arguments.at(-1) : undefined;
  const setting =
    node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;
  const table = Object.entries(tableSettings).find(
    ([name, wanted]) => wanted === setting || (last?.type === 'Literal' && last.value === name),
  )?.[0];
  if (table === undefined) throw new Error('unable to tell the table of a request; it is neither named nor a setting');
  return [table];
}

function* nodesOf(value: unknown): Generator<AnyNode> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') yield value as AnyNode;
  for (const child of Object.values(value)) yield* nodesOf(child);
}
