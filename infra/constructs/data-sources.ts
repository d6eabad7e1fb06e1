import { Stack } from 'aws-cdk-lib';
import { CfnDataSource, type CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { TableName } from '../../adapters/dynamodb/layout/index.ts';
import type { DataSourceName } from '../../resolvers/manifest.ts';
import { grantTables, tableGrants, type TableGrant } from './table-grants.ts';

/** Data sources that are functions. */
export type ServiceName = Extract<DataSourceName, `${string}Service`>;

/** Where the manifest's rows send their requests. Those that no row names are not made. */
export class DataSources extends Construct {
  readonly #made = new Map<DataSourceName, CfnDataSource>();
  readonly #api: CfnGraphQLApi;
  readonly #tables: Readonly<Record<TableName, TableV2>>;
  readonly #services: Readonly<Record<ServiceName, IFunction>>;

  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly api: CfnGraphQLApi;
      readonly tables: Readonly<Record<TableName, TableV2>>;
      readonly services: Readonly<Record<ServiceName, IFunction>>;
    },
  ) {
    super(scope, id);
    this.#api = options.api;
    this.#tables = options.tables;
    this.#services = options.services;
  }

  get(name: DataSourceName): CfnDataSource {
    const made = this.#made.get(name) ?? this.#make(name);
    this.#made.set(name, made);
    return made;
  }

  #make(name: DataSourceName): CfnDataSource {
    switch (name) {
      case 'Chat':
        return this.#table(name, 'chat', tableGrants.Chat);
      case 'Guards':
        return this.#table(name, 'guards', tableGrants.Guards);
      case 'ChatService':
      case 'FileService':
      case 'CallService':
        return this.#lambda(name);
      case 'None':
        return new CfnDataSource(this, name, { apiId: this.#api.attrApiId, name, type: 'NONE' });
    }
  }

  #table(name: DataSourceName, table: TableName, grants: readonly TableGrant[]): CfnDataSource {
    const role = this.#role(name);
    grantTables(role, this.#tables, grants);
    return this.#backed(role, {
      name,
      type: 'AMAZON_DYNAMODB',
      dynamoDbConfig: { tableName: this.#tables[table].tableName, awsRegion: Stack.of(this).region },
    });
  }

  #lambda(name: ServiceName): CfnDataSource {
    const role = this.#role(name);
    const { functionArn } = this.#services[name];
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    return this.#backed(role, { name, type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn: functionArn } });
  }

  /** A data source is of use only once its role may act, which CloudFormation cannot see from the reference alone. */
  #backed(role: Role, source: { readonly name: DataSourceName; readonly type: string } & Backing): CfnDataSource {
    const made = new CfnDataSource(this, source.name, {
      ...source,
      apiId: this.#api.attrApiId,
      serviceRoleArn: role.roleArn,
    });
    made.node.addDependency(role);
    return made;
  }

  /**
   * One role a data source, which only this API can take on.
   * @see https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html (trust policy)
   */
  #role(name: DataSourceName): Role {
    return new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal('appsync.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': this.#apiArn() } },
      }),
    });
  }

  #apiArn(): string {
    return Stack.of(this).formatArn({ service: 'appsync', resource: 'apis', resourceName: this.#api.attrApiId });
  }
}

interface Backing {
  readonly dynamoDbConfig?: CfnDataSource.DynamoDBConfigProperty;
  readonly lambdaConfig?: CfnDataSource.LambdaConfigProperty;
}
