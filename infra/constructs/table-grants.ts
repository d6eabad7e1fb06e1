import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { byDue, bySession, byThread, byUser, type TableName } from '../../adapters/dynamodb/layout/index.ts';

/** Operations of DynamoDB that have a permission of their own; a transaction needs those of its items. */
export type TableAction =
  'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** What one role may do on one table. */
export interface TableGrant {
  readonly table: TableName;
  readonly actions: readonly TableAction[];
  /** Indexes it may query. */
  readonly indexes?: readonly string[];
}

/**
 * Who may do what on which table. `test/infra/least-privilege.test.ts` compares this with what resolvers can send,
 * `test/infra/chat-service.test.ts` and `lesson-events.test.ts` with what the functions send.
 */
export const tableGrants = {
  Chat: [
    {
      table: 'chat',
      actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      indexes: [byThread.name],
    },
    { table: 'guards', actions: ['BatchGetItem', 'PutItem'] },
  ],
  // GetItem goes with every conditional UpdateItem: AppSync reads the item again when the condition failed.
  // https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
  Guards: [{ table: 'guards', actions: ['GetItem', 'UpdateItem'] }],
  ChatService: [
    {
      table: 'chat',
      actions: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      indexes: [byUser.name],
    },
    // Presence, and how often a user does something.
    { table: 'guards', actions: ['BatchGetItem', 'GetItem', 'UpdateItem'] },
    // Devices, and how and of what a user was notified.
    { table: 'people', actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] },
    // The call of two of whom one blocks the other.
    { table: 'calls', actions: ['DeleteItem', 'GetItem', 'PutItem', 'Query'] },
  ],
  // Compared with what the function sends by test/infra/call-service.test.ts.
  CallService: [
    {
      table: 'calls',
      actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      indexes: [byDue.name, bySession.name],
    },
    { table: 'chat', actions: ['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] },
    // Who is in a call shows in their presence, here and in the two below.
    { table: 'guards', actions: ['UpdateItem'] },
  ],
  // What time made of a call is decided before what a notice says of its recording: test/infra/call-notices.test.ts.
  CallNotices: [
    { table: 'calls', actions: ['DeleteItem', 'PutItem', 'Query'] },
    { table: 'chat', actions: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    { table: 'guards', actions: ['UpdateItem'] },
  ],
  // What becomes of the calls of those who left.
  Events: [
    { table: 'calls', actions: ['DeleteItem', 'GetItem', 'PutItem', 'Query'] },
    { table: 'chat', actions: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    { table: 'guards', actions: ['UpdateItem'] },
  ],
  // Whether whoever left is back. With Events compared with what the functions send by test/infra/side-work.test.ts.
  Deliveries: [{ table: 'chat', actions: ['BatchGetItem'] }],
  FileService: [
    { table: 'chat', actions: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'] },
    // How often a user asks for an upload.
    { table: 'guards', actions: ['GetItem', 'UpdateItem'] },
  ],
  // Compared with what the function sends by test/infra/file-work.test.ts.
  FileWork: [
    {
      table: 'chat',
      actions: ['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      indexes: [byDue.name],
    },
  ],
  // What was held back and is due: compared with what the functions send by test/infra/notifications.test.ts, as Pushes is.
  DueNotifications: [{ table: 'people', actions: [], indexes: [byDue.name] }],
  Pushes: [
    { table: 'chat', actions: ['BatchGetItem', 'GetItem', 'Query'], indexes: [byThread.name, byUser.name] },
    { table: 'guards', actions: ['BatchGetItem'] },
    // Whether a call rings still, and who missed it.
    { table: 'calls', actions: ['Query'] },
    { table: 'people', actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] },
  ],
  LessonEvents: [{ table: 'chat', actions: ['ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] }],
} as const satisfies Readonly<Record<string, readonly TableGrant[]>>;

/** Adds exactly `grants` to the role: named actions on named tables and indexes, no wildcard. */
export function grantTables(
  role: Role,
  tables: Readonly<Record<TableName, TableV2>>,
  grants: readonly TableGrant[],
): void {
  for (const { table, actions, indexes = [] } of grants) {
    const { tableArn } = tables[table];
    if (actions.length > 0) {
      role.addToPolicy(
        new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources: [tableArn] }),
      );
    }
    if (indexes.length === 0) continue;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: indexes.map((index) => `${tableArn}/index/${index}`),
      }),
    );
  }
}
