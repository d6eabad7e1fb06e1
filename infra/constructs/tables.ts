import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  partitionKey,
  sortKey,
  tables,
  type TableLayout,
  type TableName,
} from '../../adapters/dynamodb/layout/index.ts';
import { logicalIdOf } from '../naming.ts';
import type { StageSettings } from '../stages.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The tables of `adapters/dynamodb/layout`, one for one. */
export class Tables extends Construct {
  readonly byName: Readonly<Record<TableName, TableV2>>;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.byName = {
      chat: this.#table('chat', stage),
      guards: this.#table('guards', stage),
      people: this.#table('people', stage),
      calls: this.#table('calls', stage),
    };
  }

  #table(name: TableName, stage: StageSettings): TableV2 {
    const layout: TableLayout = tables[name];
    return new TableV2(this, logicalIdOf(name), {
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      billing: Billing.onDemand(),
      timeToLiveAttribute: layout.timeToLive,
      ...(layout.stream && { dynamoStream: StreamViewType[layout.stream] }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: layout.pointInTimeRecovery },
      globalSecondaryIndexes: layout.indexes.map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType[index.projection],
      })),
      // Encrypted at rest with a key that AWS owns: a key of one's own adds a bill for every call and, once disabled, a
      // database that is gone. It can be changed in place by whoever must be able to revoke it.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
