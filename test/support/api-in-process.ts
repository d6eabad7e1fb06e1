import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, it } from 'vitest';
import type { HourlyRates } from '../../application/ports/hourly-rates.ts';
import type { Key, TableName } from '../../adapters/dynamodb/layout/index.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { functions, resolvers } from '../../resolvers/manifest.ts';
import type { Clock, GraphQLAnswer, Json, JsonObject } from '../../runtime/contract.ts';
import { connectDynamoDb, EngineUnavailable } from '../../runtime/engine/index.ts';
import { createExecutor } from '../../runtime/executor/index.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../runtime/json.ts';
import { openField, type Field } from '../../runtime/kit/index.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import type { Stores } from '../contracts/stores.ts';
import { dataSourcesOn, environmentOf, loadResolverCode, quiet, root, type Watching } from './wiring.ts';

export type { DataSourceCall } from './wiring.ts';

export interface ApiOptions extends Watching {
  /** What resolvers and the chat service take for now. Default: this machine's. */
  readonly clock?: Clock;
  /** Adds to `ctx.env`. Without it there is no limit of messages a minute. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: no limits. */
  readonly hourlyRates?: HourlyRates;
}

/** The API in this process: the real resolvers in the real runtime on a real database engine, without gateway and sockets. */
export interface Api {
  /** Runs a query or mutation as this user, whose display name is the user id. */
  execute(userId: string, query: string, variables?: JsonObject): Promise<GraphQLAnswer>;
  /** Runs it as an operator does, who signs requests and is no user. */
  executeAsOperator(query: string, variables?: JsonObject): Promise<GraphQLAnswer>;
  /** The resolver of one field, `Mutation.sendMessage`, on the same engine, without GraphQL around it. */
  field(name: string): Promise<Field>;
  /** The same tables through the adapters, to prepare and to look. */
  readonly stores: Stores;
  /** Remembers what the chat service told subscribers, of whom there are none here. */
  readonly live: MemoryLiveDelivery;
  /** An item as it is stored, or `undefined`. */
  item(table: TableName, key: Key): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Stores an item as it is, for a state that takes long to come to. */
  put(table: TableName, item: Key & Readonly<Record<string, unknown>>): Promise<void>;
  /** Removes an item, as the database does once its time to live is over. */
  remove(table: TableName, key: Key): Promise<void>;
  /** Ends the engine and removes its data. */
  close(): Promise<void>;
}

/** @throws {EngineUnavailable} on a machine without a database engine. */
export async function openApi(options: ApiOptions = {}): Promise<Api> {
  const engine = await startDynamoDb(() => (options.clock ?? systemClock).now());
  if ('unavailable' in engine) throw new EngineUnavailable(engine.unavailable);
  const connection = connectDynamoDb({ endpoint: engine.endpoint, clock: systemClock });
  const close = async (): Promise<void> => {
    connection.close();
    await engine.close();
  };
  try {
    const { clock = systemClock, env: moreEnv, ...watching } = options;
    const metrics = createMetrics();
    const live = new MemoryLiveDelivery();
    const dataSources = dataSourcesOn({ engine, connection, clock, metrics, live, ...watching });
    const env = environmentOf(engine, moreEnv);
    const executor = createExecutor({
      schemaSdl: await readFile(join(root, 'schema.graphql'), 'utf8'),
      rows: resolvers,
      functions,
      code: await loadResolverCode(clock),
      dataSources,
      env,
      metrics,
      log: quiet,
    });
    return {
      async execute(userId, query, variables = {}) {
        const caller = { mode: 'AMAZON_COGNITO_USER_POOLS' as const, identity: identityOf(userId) };
        const { answer } = await executor.execute({ query, variables }, caller, {});
        return answer;
      },
      async executeAsOperator(query, variables = {}) {
        const caller = { mode: 'AWS_IAM' as const, identity: { ...operator } };
        const { answer } = await executor.execute({ query, variables }, caller, {});
        return answer;
      },
      field: (name) => openField(name, { root, dataSources, env, now: () => clock.now() }),
      stores: engine.stores,
      live,
      async item(table, key) {
        const { client, ...names } = engine.tables;
        const get = new GetCommand({ TableName: names[table], Key: { ...key }, ConsistentRead: true });
        return (await client.send(get)).Item;
      },
      async put(table, item) {
        const { client, ...names } = engine.tables;
        await client.send(new PutCommand({ TableName: names[table], Item: { ...item } }));
      },
      async remove(table, key) {
        const { client, ...names } = engine.tables;
        await client.send(new DeleteCommand({ TableName: names[table], Key: { ...key } }));
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/**
 * A group of tests on an API of their own, which is closed after the last of them. On a machine without a database engine
 * they are one skipped test that says why. Await it at the top level of a test file.
 */
export async function describeOnApi(name: string, options: ApiOptions, tests: (api: Api) => void): Promise<void> {
  try {
    const api = await openApi(options);
    describe(name, () => {
      afterAll(() => api.close());
      tests(api);
    });
  } catch (cause) {
    if (!(cause instanceof EngineUnavailable)) throw cause;
    describe(name, () => {
      it('needs a database engine', (context) => context.skip(cause.message));
    });
  }
}

/** `ctx.identity` of a signed request. */
const operator: JsonObject = {
  accountId: '000000000000',
  userArn: 'arn:aws:iam::000000000000:role/operator',
  username: 'operator',
};

/** `ctx.identity` of a user whose display name is the user id. */
export const identityOf = (userId: string): JsonObject => ({
  sub: userId,
  username: userId,
  groups: [],
  claims: { sub: userId, name: userId },
});

/** The JSON at a path in an answer's data; `null` where there is none. */
export function valueAt(answer: GraphQLAnswer, ...path: readonly (string | number)[]): Json {
  // What the executor hands on is JSON once it is written down; reading it back is what a client does.
  let value: Json | undefined = parseJson(JSON.stringify(answer.data ?? null)) ?? null;
  for (const step of path) {
    if (isJsonArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value ?? null;
}

/** The codes of an answer's refusals, in order; an error without one is told by its message. */
export const refusalsOf = (answer: GraphQLAnswer): readonly string[] =>
  (answer.errors ?? []).map(({ errorType, message }) => errorType ?? message);

const systemClock: Clock = { now: () => Date.now() };
