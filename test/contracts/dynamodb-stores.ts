import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAdmissions } from '../../adapters/dynamodb/admissions.ts';
import { DynamoDbAttachments } from '../../adapters/dynamodb/attachments.ts';
import { DynamoDbBlocks } from '../../adapters/dynamodb/blocks.ts';
import { DynamoDbChatSessionDirectory } from '../../adapters/dynamodb/chat-session-directory.ts';
import { DynamoDbChatSessions } from '../../adapters/dynamodb/chat-sessions.ts';
import type { ChatTables } from '../../adapters/dynamodb/chat-tables.ts';
import { DynamoDbCoMembers } from '../../adapters/dynamodb/co-members.ts';
import { createTableInputs } from '../../adapters/dynamodb/create-tables.ts';
import { eventKeyPrefix, metaKey } from '../../adapters/dynamodb/layout/index.ts';
import { DynamoDbDevices } from '../../adapters/dynamodb/devices.ts';
import { DynamoDbDiscoverableSessions } from '../../adapters/dynamodb/discoverable-sessions.ts';
import { DynamoDbMessageChanges } from '../../adapters/dynamodb/message-changes.ts';
import { DynamoDbNotificationList } from '../../adapters/dynamodb/notification-list.ts';
import { DynamoDbNotificationSettings } from '../../adapters/dynamodb/notification-settings.ts';
import { DynamoDbPreferences } from '../../adapters/dynamodb/preferences.ts';
import { DynamoDbPresences } from '../../adapters/dynamodb/presences.ts';
import { DynamoDbRateGuards } from '../../adapters/dynamodb/rate-guards.ts';
import { DynamoDbSessionLog } from '../../adapters/dynamodb/session-log.ts';
import { DynamoDbVideoCalls } from '../../adapters/dynamodb/video-calls.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { connectDynamoDb, EngineUnavailable, ensureTables, openDynamoDb } from '../../runtime/engine/index.ts';
import type { Stores } from './stores.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => Date.now() };

export interface DynamoDbUnderTest {
  readonly endpoint: string;
  readonly tables: ChatTables;
  readonly stores: Stores;
  close(): Promise<void>;
}

/** A DynamoDB of the test's own with the layout's tables; or why this machine cannot have one. */
export async function startDynamoDb(now = clock.now): Promise<DynamoDbUnderTest | { readonly unavailable: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-contract-'));
  const removeData = () => rm(dataDir, { recursive: true, force: true });
  try {
    const engine = await openDynamoDb({ dataDir, log: quiet, clock });
    const connection = connectDynamoDb({ endpoint: engine.endpoint, clock });
    const inputs = createTableInputs('contract-');
    await ensureTables(
      connection,
      inputs.map(({ create, timeToLive }) => ({ create: { ...create }, ttlAttribute: timeToLive })),
    );
    connection.close();
    const base = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const tables = {
      client: DynamoDBDocumentClient.from(base),
      chat: 'contract-chat',
      guards: 'contract-guards',
      people: 'contract-people',
      calls: 'contract-calls',
      clock: { now: () => instantOf(now()) },
    };
    const close = async () => {
      base.destroy();
      await engine.close();
      await removeData();
    };
    return { endpoint: engine.endpoint, tables, stores: storesOn(tables), close };
  } catch (error) {
    await removeData();
    if (error instanceof EngineUnavailable) return { unavailable: error.message };
    throw error;
  }
}

const storesOn = (tables: ChatTables): Stores => ({
  chatSessions: new DynamoDbChatSessions(tables),
  directory: new DynamoDbChatSessionDirectory(tables),
  sessionLog: new DynamoDbSessionLog(tables),
  messageChanges: new DynamoDbMessageChanges(tables),
  rateGuards: new DynamoDbRateGuards(tables),
  presences: new DynamoDbPresences(tables),
  blocks: new DynamoDbBlocks(tables),
  admissions: new DynamoDbAdmissions(tables),
  discoverableSessions: new DynamoDbDiscoverableSessions(tables),
  preferences: new DynamoDbPreferences(tables),
  coMembers: new DynamoDbCoMembers(tables),
  devices: new DynamoDbDevices(tables),
  notificationSettings: new DynamoDbNotificationSettings(tables),
  notificationList: new DynamoDbNotificationList(tables),
  videoCalls: new DynamoDbVideoCalls(tables),
  attachments: new DynamoDbAttachments(tables),
  waitingEvents: async (id: SessionId) => {
    const { pk } = metaKey(id);
    const { Items = [] } = await tables.client.send(
      new QueryCommand({
        TableName: tables.chat,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':pk': pk, ':event': eventKeyPrefix },
      }),
    );
    return Items.map((item) => String(item['name']));
  },
});
