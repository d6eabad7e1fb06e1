export {
  connectDynamoDb,
  type ConnectionSettings,
  type DynamoDbConnection,
  type DynamoDbOperation,
} from './connection.ts';
export { ensureTables, type TableToEnsure } from './ensure-tables.ts';
export { DynamoDbFailure, isObject, type CancellationReason, type WireObject } from './failure.ts';
export { startExpiry, sweepExpired, type ExpirySettings } from './expiry.ts';
export { DataDirInUse } from './leftover.ts';
export { EngineUnavailable, openDynamoDb, type DynamoDbSettings, type OpenDynamoDb } from './open.ts';
export { trimmingTable } from './prepared-database.ts';
