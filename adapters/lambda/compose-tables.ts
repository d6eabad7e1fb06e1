import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../application/ports/clock.ts';
import type { Pacing } from '../../application/ports/pacing.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { ChatTables } from '../dynamodb/chat-tables.ts';
import type { ChatServiceSettings, Environment } from './settings.ts';
import { readChatServiceSettings } from './settings.ts';

export const systemClock: Clock = { now: () => instantOf(Date.now()) };
export const pacing: Pacing = { pause: (milliseconds) => pause(milliseconds), random: Math.random };

export interface OpenTables {
  readonly tables: ChatTables;
  /** Lets go of the connections. */
  readonly close: () => void;
}

/** The tables that the environment names, on DynamoDB or on what `DYNAMODB_ENDPOINT` puts in its place. @throws {WrongSetting} */
export function openTables(environment: Environment): OpenTables {
  const settings = readChatServiceSettings(environment);
  const base = new DynamoDBClient(clientConfig(settings, environment));
  return {
    tables: { client: DynamoDBDocumentClient.from(base), ...settings.tables, clock: systemClock },
    close: () => base.destroy(),
  };
}

/** For a client of DynamoDB, or of its streams. */
export function clientConfig(
  { region, endpoint }: Pick<ChatServiceSettings, 'region' | 'endpoint'>,
  environment: Environment,
): Pick<DynamoDBClientConfig, 'region' | 'endpoint' | 'requestHandler' | 'credentials'> {
  // Within the ten seconds that the function has, a request that is lost can be sent once more.
  const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000 };
  if (endpoint === undefined) return { region, requestHandler };
  // A local engine checks no signature, yet the SDK signs: whoever has credentials keeps them.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { region, requestHandler, endpoint, ...(environment['AWS_ACCESS_KEY_ID'] ? {} : { credentials }) };
}
