import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TableLayout, TableName } from './layout/index.ts';
import { partitionKey, sortKey, tables } from './layout/index.ts';

/** What one table of the layout takes to be created by hand, as tests and the local runtime do. */
export interface TableInput {
  readonly logicalName: TableName;
  readonly create: CreateTableCommandInput & { readonly TableName: string };
  /** For `UpdateTimeToLive`, once the table stands. */
  readonly timeToLive: string;
}

/** Every table of the layout, named `prefix` + logical name. */
export function createTableInputs(prefix = ''): readonly TableInput[] {
  return [
    tableInput('chat', tables.chat, prefix),
    tableInput('guards', tables.guards, prefix),
    tableInput('people', tables.people, prefix),
    tableInput('calls', tables.calls, prefix),
  ];
}

function tableInput(logicalName: TableName, layout: TableLayout, prefix: string): TableInput {
  const indexKeys = layout.indexes.flatMap((index) => [index.partitionKey, index.sortKey]);
  const attributes = [...new Set([partitionKey, sortKey, ...indexKeys])];
  return {
    logicalName,
    timeToLive: layout.timeToLive,
    create: {
      TableName: prefix + logicalName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keySchema(partitionKey, sortKey),
      ...(layout.indexes.length > 0 && {
        GlobalSecondaryIndexes: layout.indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index.partitionKey, index.sortKey),
          Projection: { ProjectionType: index.projection },
        })),
      }),
      ...(layout.stream !== undefined && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: layout.stream },
      }),
    },
  };
}

const keySchema = (hash: string, range: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
