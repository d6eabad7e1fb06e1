import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../application/ports/clock.ts';
import type { GatheredReads } from './gathered-reads.ts';

/** Where the adapters find their tables. */
export interface ChatTables {
  readonly client: DynamoDBDocumentClient;
  /** Physical names. */
  readonly chat: string;
  readonly guards: string;
  readonly people: string;
  readonly calls: string;
  /** What is over is not read, however late the database removes it. */
  readonly clock: Clock;
  /** Where many do the same at once, what they read by key goes together. */
  readonly gathered?: GatheredReads;
}
