import type { Json, JsonObject } from '../../contract.ts';
import { object } from '../arguments.ts';
import { entriesOf, isList, isObject } from '../json.ts';
import type { Utility } from '../utility.ts';
import { refuse } from '../utility.ts';
import { toExpression } from './filter-expression.ts';
import { operationUtilities } from './operations.ts';
import { toProjection } from './projection.ts';
import { toUpdateExpression } from './update-expression.ts';
import { setUtilities, toAttributeValues } from './values.ts';

/** How one member of a helper's input appears in the request: under which name, and as what. */
type Rewrite = (value: Json, member: string) => JsonObject;

const attributes = (target: string): Rewrite => {
  return (value, member) =>
    isObject(value) ? { [target]: toAttributeValues(value) } : refuse(member, `${target} is not an object`);
};

const expression = (target: string): Rewrite => {
  return (value, member) => ({ [target]: toExpression(value) ?? refuse(member, `the ${target} cannot be rendered`) });
};

const asGiven =
  (name: string): Rewrite =>
  (value) => ({ [name]: value });

const key = attributes('key');
const condition = expression('condition');
const filter = expression('filter');
const projection: Rewrite = (value, member) => ({ projection: toProjection(value, member) });
const update: Rewrite = (value, member) => ({
  update: isObject(value) ? toUpdateExpression(value) : refuse(member, 'update is not an object'),
});

function given(...names: string[]): Record<string, Rewrite> {
  return Object.fromEntries(names.map((name) => [name, asGiven(name)]));
}

const versioned = given('customPartitionKey', 'populateIndexFields', '_version');
const paged = {
  ...given('index', 'limit', 'nextToken', 'consistentRead', 'select', 'scanIndexForward', 'totalSegments', 'segment'),
  filter,
  projection,
};
const put = { key, item: attributes('attributeValues'), condition };

interface Shape {
  readonly operation: string;
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, Rewrite>>;
}

const REQUESTS: Readonly<Record<string, Shape>> = {
  get: { operation: 'GetItem', required: ['key'], members: { key, ...given('consistentRead'), projection } },
  put: { operation: 'PutItem', required: ['key'], members: { ...put, ...versioned } },
  update: { operation: 'UpdateItem', required: ['key', 'update'], members: { key, update, condition, ...versioned } },
  remove: { operation: 'DeleteItem', required: ['key'], members: { key, condition, ...versioned } },
  query: { operation: 'Query', required: ['query'], members: { query: expression('query'), ...paged } },
  scan: { operation: 'Scan', required: [], members: paged },
  sync: {
    operation: 'Sync',
    required: [],
    members: { ...given('basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync'), filter },
  },
};

/** The parts of a `transactWrite` item, by the name that says what to do. */
const WRITES: ReadonlyMap<string, Shape> = new Map([
  ['putItem', { operation: 'PutItem', required: ['table', 'key'], members: { ...given('table'), ...put } }],
  [
    'updateItem',
    {
      operation: 'UpdateItem',
      required: ['table', 'key', 'update'],
      members: { ...given('table'), key, update, condition },
    },
  ],
  [
    'deleteItem',
    { operation: 'DeleteItem', required: ['table', 'key'], members: { ...given('table'), key, condition } },
  ],
  [
    'conditionCheck',
    { operation: 'ConditionCheck', required: ['table', 'key'], members: { ...given('table'), key, condition } },
  ],
]);

/** The members of `input` that `members` knows, rewritten. A member that is null counts as not given. */
function rewriteMembers(
  input: JsonObject,
  { members, required }: Omit<Shape, 'operation'>,
  member: string,
): JsonObject {
  for (const name of required) if ((input[name] ?? null) === null) return refuse(member, `${name} is missing`);
  const request: Record<string, Json | undefined> = {};
  for (const [name, value] of entriesOf(input)) {
    if (value !== null) Object.assign(request, members[name]?.(value, member));
  }
  return request;
}

function requestHelper(name: string, shape: Shape): Utility {
  return (args) => ({ operation: shape.operation, ...rewriteMembers(object(args, 0, name), shape, name) });
}

function keysOf(list: Json, member: string): JsonObject[] {
  if (!isList(list)) return refuse(member, 'a table is given something other than a list');
  return list.map((entry) =>
    isObject(entry) ? toAttributeValues(entry) : refuse(member, 'an entry is not an object'),
  );
}

/** `{ tables: { name: … } }` with what each table is given rewritten. */
function batchHelper(name: string, operation: string, rewriteTable: (table: Json) => Json): Utility {
  return (args) => {
    const { tables } = object(args, 0, name);
    if (!isObject(tables)) return refuse(name, 'tables is not an object');
    const rewritten = entriesOf(tables).map(([table, value]): [string, Json] => [table, rewriteTable(value)]);
    return { operation, tables: Object.fromEntries(rewritten) };
  };
}

function itemsOf(args: readonly Json[], member: string): readonly Json[] {
  const { items } = object(args, 0, member);
  return isList(items) ? items : refuse(member, 'items is not a list');
}

const batches: Readonly<Record<string, Utility>> = {
  batchGet: batchHelper('dynamodb.batchGet', 'BatchGetItem', (table) => {
    if (!isObject(table)) return refuse('dynamodb.batchGet', 'a table is given something other than an object');
    const members = {
      keys: (keys: Json): JsonObject => ({ keys: keysOf(keys, 'dynamodb.batchGet') }),
      ...given('consistentRead'),
      projection,
    };
    return rewriteMembers(table, { required: ['keys'], members }, 'dynamodb.batchGet');
  }),
  batchPut: batchHelper('dynamodb.batchPut', 'BatchPutItem', (items) => keysOf(items, 'dynamodb.batchPut')),
  batchDelete: batchHelper('dynamodb.batchDelete', 'BatchDeleteItem', (keys) => keysOf(keys, 'dynamodb.batchDelete')),
};

const transactions: Readonly<Record<string, Utility>> = {
  transactGet: (args) => {
    const shape = { required: ['table', 'key'], members: { ...given('table'), key, projection } };
    const transactItems = itemsOf(args, 'dynamodb.transactGet').map((item) =>
      isObject(item)
        ? rewriteMembers(item, shape, 'dynamodb.transactGet')
        : refuse('dynamodb.transactGet', 'an item is not an object'),
    );
    return { operation: 'TransactGetItems', transactItems };
  },
  transactWrite: (args) => {
    const transactItems = itemsOf(args, 'dynamodb.transactWrite').map((item) => {
      const [what, ...more] = isObject(item) ? entriesOf(item) : [];
      const shape = what === undefined ? undefined : WRITES.get(what[0]);
      if (what === undefined || shape === undefined || more.length > 0 || !isObject(what[1])) {
        return refuse('dynamodb.transactWrite', 'an item is none of putItem, updateItem, deleteItem, conditionCheck');
      }
      return { operation: shape.operation, ...rewriteMembers(what[1], shape, 'dynamodb.transactWrite') };
    });
    return { operation: 'TransactWriteItems', transactItems };
  },
};

/** `@aws-appsync/utils/dynamodb`: developer guide, "Amazon DynamoDB built-in module". */
export const dynamodbModule = {
  ...Object.fromEntries(
    Object.entries(REQUESTS).map(([name, shape]) => [name, requestHelper(`dynamodb.${name}`, shape)]),
  ),
  ...batches,
  ...transactions,
  ...setUtilities,
  operations: operationUtilities,
};
