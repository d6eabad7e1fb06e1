import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock, Log } from '../contract.ts';
import { enginesHere, type EngineCommand } from './commands.ts';
import { connectDynamoDb } from './connection.ts';
import { DynamoDbFailure } from './failure.ts';
import { prepareDatabase } from './prepared-database.ts';
import { Supervisor } from './supervisor.ts';

export interface DynamoDbSettings {
  /** Where the engine keeps its files. Created when missing. */
  readonly dataDir: string;
  readonly log: Log;
  readonly clock: Clock;
  /** `DYNAMODB_ENDPOINT`: use this service and start nothing. */
  readonly endpoint?: string;
  /** `DYNAMODB_LOCAL_HOME`: a directory that holds Amazon's `DynamoDBLocal.jar`. */
  readonly dynamoDbLocalHome?: string;
  /** Start this kind although another would come first. */
  readonly prefer?: EngineCommand['kind'];
  /** `PATH`; default this process's. */
  readonly path?: string;
}

export interface OpenDynamoDb {
  readonly endpoint: string;
  readonly kind: EngineCommand['kind'] | 'external';
  /** Ends the engine if one was started. Returns when it is gone. */
  close(): Promise<void>;
}

/** No DynamoDB can be had on this machine; the message says in one line what to do. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}

/**
 * Opens DynamoDB: the given endpoint, or else an engine of this machine's own whose data lives under `dataDir` and survives
 * any end of this process. The engine ends with this process, and is started again on its port if it ends by itself.
 *
 * @throws {EngineUnavailable} when the endpoint does not answer or the machine has no engine.
 * @throws {DataDirInUse} when another live process has the same data open.
 */
export async function openDynamoDb(settings: DynamoDbSettings): Promise<OpenDynamoDb> {
  return settings.endpoint === undefined ? ownEngine(settings) : external(settings.endpoint, settings.clock);
}

const NOT_DYNAMODB: ReadonlySet<string> = new Set(['Unreachable', 'InternalServerError', 'UnknownOperationException']);

async function external(endpoint: string, clock: Clock): Promise<OpenDynamoDb> {
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new EngineUnavailable(
      `unable to open the database; DYNAMODB_ENDPOINT is not an http or https address: ${endpoint}`,
    );
  }
  const connection = connectDynamoDb({ endpoint, clock, answerWithin: 3_000 });
  try {
    await connection.call('ListTables', { Limit: 1 });
  } catch (cause) {
    // A refusal by name comes from a DynamoDB that is there; what it refuses is for the one who asks.
    if (cause instanceof DynamoDbFailure && !NOT_DYNAMODB.has(cause.name))
      return { endpoint, kind: 'external', close: async () => {} };
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new EngineUnavailable(`unable to open the database; DYNAMODB_ENDPOINT ${endpoint} does not answer: ${why}`, {
      cause,
    });
  } finally {
    connection.close();
  }
  return { endpoint, kind: 'external', close: async () => {} };
}

async function ownEngine(settings: DynamoDbSettings): Promise<OpenDynamoDb> {
  const { log, clock, prefer, dynamoDbLocalHome, path = process.env['PATH'] ?? '' } = settings;
  const dataDir = resolve(settings.dataDir);
  const engines = enginesHere({ dataDir, path, ...(dynamoDbLocalHome === undefined ? {} : { dynamoDbLocalHome }) });
  const command = engines.find(({ kind }) => prefer === undefined || kind === prefer);
  if (command === undefined) {
    throw new EngineUnavailable(
      'unable to open the database; no engine for this machine: install Java and set DYNAMODB_LOCAL_HOME to the directory of DynamoDBLocal.jar, or set DYNAMODB_ENDPOINT',
    );
  }

  mkdirSync(command.kind === 'dynamodb-local' ? command.mark : dataDir, { recursive: true });
  if (command.kind === 'dynoxide') prepareDatabase(command.mark);
  const supervisor = await Supervisor.start({ command, dataDir, pidFile: join(dataDir, 'dynamodb.pid'), log, clock });
  return { endpoint: supervisor.endpoint, kind: command.kind, close: () => supervisor.close() };
}
