import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDbConnection } from './connection.ts';
import { DynamoDbFailure, isObject, type WireObject } from './failure.ts';

/** A table as DynamoDB's CreateTable takes it, and the attribute that says when an item expires (epoch seconds). */
export interface TableToEnsure {
  readonly create: { readonly TableName: string } & WireObject;
  readonly ttlAttribute?: string;
}

/**
 * Creates the tables that are missing and turns on their expiry; what exists stays as it is.
 * Returns the names of those it created.
 */
export async function ensureTables(
  connection: DynamoDbConnection,
  tables: readonly TableToEnsure[],
): Promise<readonly string[]> {
  const created = await Promise.all(tables.map((table) => ensure(connection, table)));
  return tables.filter((_, i) => created[i] === true).map((table) => table.create.TableName);
}

async function ensure(connection: DynamoDbConnection, { create, ttlAttribute }: TableToEnsure): Promise<boolean> {
  const { TableName } = create;
  const created = await unlessAnswered('ResourceInUseException', () =>
    connection.call('CreateTable', { BillingMode: 'PAY_PER_REQUEST', ...create }),
  );
  await active(connection, TableName);
  if (ttlAttribute !== undefined && !(await expires(connection, TableName))) {
    await connection.call('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: ttlAttribute },
    });
  }
  return created;
}

async function unlessAnswered(name: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (cause) {
    if (cause instanceof DynamoDbFailure && cause.name === name) return false;
    throw cause;
  }
}

async function active(connection: DynamoDbConnection, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await connection.call('DescribeTable', { TableName });
    if (isObject(Table) && Table['TableStatus'] === 'ACTIVE') return;
    await pause(20);
  }
}

async function expires(connection: DynamoDbConnection, TableName: string): Promise<boolean> {
  const { TimeToLiveDescription: described } = await connection.call('DescribeTimeToLive', { TableName });
  const status = isObject(described) ? described['TimeToLiveStatus'] : undefined;
  return status === 'ENABLED' || status === 'ENABLING';
}
