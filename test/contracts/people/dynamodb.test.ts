import { afterAll, it } from 'vitest';
import { DynamoDbAudience } from '../../../adapters/dynamodb/audience.ts';
import { DynamoDbDevices } from '../../../adapters/dynamodb/devices.ts';
import { DynamoDbNotices } from '../../../adapters/dynamodb/notices.ts';
import { DynamoDbNotificationList } from '../../../adapters/dynamodb/notification-list.ts';
import { DynamoDbNotificationSettings } from '../../../adapters/dynamodb/notification-settings.ts';
import { startDynamoDb } from '../dynamodb-stores.ts';
import { allPeopleContracts } from './all.contract.ts';

const dynamoDb = await startDynamoDb();

if ('unavailable' in dynamoDb) {
  it('keeps the contracts on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  const { tables, stores, close } = dynamoDb;
  afterAll(close);
  allPeopleContracts('DynamoDB', async () => ({
    devices: new DynamoDbDevices(tables),
    notificationSettings: new DynamoDbNotificationSettings(tables),
    notices: new DynamoDbNotices(tables),
    notificationList: new DynamoDbNotificationList(tables),
    audience: new DynamoDbAudience(tables),
    chatSessions: stores.chatSessions,
    preferences: stores.preferences,
    sessionLog: stores.sessionLog,
  }));
}
