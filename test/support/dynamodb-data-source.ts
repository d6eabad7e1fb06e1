import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { DataSource, DataSourceAnswer, Json, Metrics, ResolverContext } from '../../runtime/contract.ts';
import {
  connectDynamoDb,
  ensureTables,
  openDynamoDb,
  type DynamoDbConnection,
  type OpenDynamoDb,
} from '../../runtime/engine/index.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import {
  createDynamoDbDataSource,
  type DynamoDbFault,
  type OperationRecord,
} from '../../runtime/data-sources/dynamodb/index.ts';

const clock = { now: () => Date.now() };
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const context: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  request: { headers: {}, domainName: null },
  info: {
    fieldName: 'sendMessage',
    parentTypeName: 'Mutation',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  env: {},
  stash: {},
  prev: null,
};

/**
 * A data source on a real engine with the tables `Chat` (its own) and `Guards`, one engine a test file.
 * Every test finds a partition of its own in `pk`, counters at zero, and no fault.
 */
export class DataSourceKit {
  fault: DynamoDbFault | undefined;
  metrics: Metrics = createMetrics();
  operations: OperationRecord[] = [];
  readonly conflictHandlers = new Map<string, (event: Json) => Promise<Json>>();
  pk = { S: '' };
  #round = 0;
  #secret = 'secret';
  #dataDir = '';
  #engine: OpenDynamoDb | undefined;
  #connection: DynamoDbConnection | undefined;
  #source: DataSource | undefined;

  constructor() {
    beforeAll(() => this.#open());
    afterAll(() => this.#close());
    beforeEach(() => this.#renew());
  }

  readonly run = (request: Json): Promise<DataSourceAnswer> => {
    if (this.#source === undefined) throw new Error('unable to run the request; the data source is not open yet');
    return this.#source.invoke(request, context);
  };
  readonly at = (sk: string) => ({ pk: this.pk, sk: { S: sk } });
  readonly put = (sk: string, attributeValues: Json, more = {}) =>
    this.run({ operation: 'PutItem', key: this.at(sk), attributeValues, ...more });
  readonly get = (sk: string) => this.run({ operation: 'GetItem', key: this.at(sk), consistentRead: true });

  /** Goes on as a data source that was started with another secret for its page tokens. */
  changeSecret(secret: string): void {
    this.#secret = secret;
    this.#connect();
  }

  async #open(): Promise<void> {
    this.#dataDir = mkdtempSync(join(tmpdir(), 'parley-data-source-'));
    this.#engine = await openDynamoDb({ dataDir: this.#dataDir, log: silent, clock });
    this.#connection = connectDynamoDb({ endpoint: this.#engine.endpoint, clock });
    await ensureTables(this.#connection, [tableOf('Chat'), tableOf('Guards')]);
  }

  async #close(): Promise<void> {
    this.#connection?.close();
    await this.#engine?.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  #renew(): void {
    this.#round += 1;
    this.pk = { S: `test${this.#round}` };
    this.metrics = createMetrics();
    this.operations = [];
    this.fault = undefined;
    this.#secret = 'secret';
    this.#connect();
  }

  #connect(): void {
    if (this.#connection === undefined) return;
    this.#source = createDynamoDbDataSource({
      name: 'Chat',
      table: 'Chat',
      connection: this.#connection,
      metrics: this.metrics,
      tokenSecret: this.#secret,
      onOperation: (record) => this.operations.push(record),
      faults: () => this.fault,
      conflictHandlers: this.conflictHandlers,
    });
  }
}

function tableOf(TableName: string) {
  const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
  return {
    create: {
      TableName,
      AttributeDefinitions: [string('pk'), string('sk'), string('owner')],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
  };
}

export async function resultOf(answer: Promise<DataSourceAnswer>): Promise<Json> {
  const got = await answer;
  if (!got.ok) throw new Error(`${got.error.type}: ${got.error.message}`);
  return got.result;
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
