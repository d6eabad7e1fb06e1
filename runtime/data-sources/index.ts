export {
  createDynamoDbDataSource,
  type DynamoDbDataSourceSettings,
  type DynamoDbFault,
  type DynamoDbFaults,
  type OperationRecord,
} from './dynamodb/index.ts';
export { createHttpDataSource, type HttpDataSourceSettings } from './http.ts';
export { createLambdaDataSource, type LambdaDataSourceSettings } from './lambda.ts';
export { createNoneDataSource } from './none.ts';
