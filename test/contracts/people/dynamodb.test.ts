import { afterAll, it } from 'vitest';
import { DynamoDbAudience } from '../../../adapters/dynamodb/audience.ts';
import { DynamoDbNotices } from '../../../adapters/dynamodb/notices.ts';
import { DynamoDbUnreadCounts } from '../../../adapters/dynamodb/unread-counts.ts';
import { startDynamoDb } from '../dynamodb-stores.ts';
import { allPeopleContracts } from './all.contract.ts';

const dynamoDb = await startDynamoDb();

if ('unavailable' in dynamoDb) {
  it('keeps the contracts on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  const { tables, stores, close } = dynamoDb;
  afterAll(close);
  allPeopleContracts('DynamoDB', async () => ({
    ...stores,
    notices: new DynamoDbNotices(tables),
    audience: new DynamoDbAudience(tables),
    unreadCounts: new DynamoDbUnreadCounts(tables),
  }));
}
