import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTableInputs } from '../../adapters/dynamodb/create-tables.ts';
import type { TableName } from '../../adapters/dynamodb/layout/index.ts';
import type { Log } from '../../runtime/contract.ts';
import { connectDynamoDb, ensureTables, openDynamoDb } from '../../runtime/engine/index.ts';
import { at, list, textAt, type Json } from './synthesise.ts';

export interface RecordedDynamoDb {
  readonly endpoint: string;
  readonly tables: Readonly<Record<TableName, string>>;
  /** What passed through, as `<table> <permission>` and `<table>/index/<name> <permission>`. */
  readonly used: ReadonlySet<string>;
  /** Counts from here on: what a test needed to begin is no matter of permissions. */
  forget(): void;
  close(): Promise<void>;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => Date.now() };
const prefix = 'recorded-';

/**
 * A DynamoDB with empty tables of the layout, behind an address that notes which permissions each request takes.
 * @throws {EngineUnavailable} where this machine has no engine.
 */
export async function openRecordedDynamoDb(): Promise<RecordedDynamoDb> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-recorded-'));
  const engine = await openDynamoDb({ dataDir, log: silent, clock });
  const connection = connectDynamoDb({ endpoint: engine.endpoint, clock });
  await ensureTables(
    connection,
    createTableInputs(prefix).map(({ create, timeToLive }) => ({ create: { ...create }, ttlAttribute: timeToLive })),
  );
  connection.close();

  const used = new Set<string>();
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
      for (const one of permissionsOf(operation, JSON.parse(body) as Json)) used.add(one.replace(prefix, ''));
      const headers = new Headers();
      for (const name of ['x-amz-target', 'content-type', 'authorization', 'x-amz-date']) {
        headers.set(name, String(request.headers[name]));
      }
      const answer = await fetch(engine.endpoint, { method: 'POST', headers, body });
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(await answer.text());
    })().catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unable to record; the server has no port');

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    tables: { chat: `${prefix}chat`, guards: `${prefix}guards`, people: `${prefix}people`, calls: `${prefix}calls` },
    used,
    forget: () => used.clear(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const inTransaction = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function permissionsOf(operation: string, body: Json): readonly string[] {
  if (operation.startsWith('Transact')) {
    return list(at(body, 'TransactItems')).flatMap((item) =>
      Object.entries(inTransaction).flatMap(([kind, permission]) =>
        at(item, kind) === undefined ? [] : [`${textAt(item, kind, 'TableName')} ${permission}`],
      ),
    );
  }
  if (operation.startsWith('Batch')) {
    return Object.keys(at(body, 'RequestItems') ?? {}).map((table) => `${table} ${operation}`);
  }
  const index = textAt(body, 'IndexName');
  return [`${textAt(body, 'TableName')}${index && `/index/${index}`} ${operation}`];
}
