import type { ChatTables } from '../dynamodb/chat-tables.ts';
import { DynamoDbPresences } from '../dynamodb/presences.ts';
import type { OpenPresences } from '../redis/open-presences.ts';
import { openPresences } from '../redis/open-presences.ts';
import type { Environment } from './settings.ts';
import { readChatServiceSettings } from './settings.ts';

/** On the Redis or Valkey server of `REDIS_URL`, where there is one. A server that is away stops presence and nothing else. */
export function openPresence(environment: Environment, tables: ChatTables): OpenPresences {
  const { redisUrl } = readChatServiceSettings(environment);
  return redisUrl === undefined
    ? { presences: new DynamoDbPresences(tables), close: () => undefined }
    : openPresences({ url: redisUrl, random: Math.random });
}
