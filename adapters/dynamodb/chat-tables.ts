import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where the adapters find their tables. */
export interface ChatTables {
  readonly client: DynamoDBDocumentClient;
  /** Physical names. */
  readonly chat: string;
  readonly guards: string;
  readonly people: string;
  readonly calls: string;
}
