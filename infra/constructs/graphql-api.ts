import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { tableSettings, type TableName } from '../../adapters/dynamodb/layout/index.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { apiLogGroupName } from '../naming.ts';
import type { StageSettings } from '../stages.ts';

/** A page of 100 sessions with their unread counts takes 101; nothing that a client asks for takes much more. */
const resolversPerRequest = 250;

/** The AppSync API: who may call it, what it reveals, what it logs. Its fields are in `fields.ts`. */
export class GraphqlApi extends Construct {
  readonly api: CfnGraphQLApi;
  readonly schema: CfnGraphQLSchema;

  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly schema: string;
      readonly stage: StageSettings;
      readonly tables: Readonly<Record<TableName, TableV2>>;
      readonly userPool: UserPool;
      readonly userPoolClient: UserPoolClient;
    },
  ) {
    super(scope, id);
    const { stage, tables, userPool, userPoolClient } = options;
    const { account, region } = Stack.of(this);

    const logRole = new Role(this, 'LogRole', {
      assumedBy: new ServicePrincipal('appsync.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });

    // The L1 resources: the L2 API's logging brings a Lambda that may set the retention of any log group.
    this.api = new CfnGraphQLApi(this, 'Api', {
      name: `parley-${stage.name}`,
      authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: {
        userPoolId: userPool.userPoolId,
        awsRegion: region,
        defaultAction: 'ALLOW',
        appIdClientRegex: userPoolClient.userPoolClientId,
      },
      // For our own back end, which publishes changes made outside AppSync. It opens no field by itself: IAM reaches
      // only what the schema marks @aws_iam.
      additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
      environmentVariables: {
        [tableSettings.chat]: tables.chat.tableName,
        [tableSettings.guards]: tables.guards.tableName,
        MESSAGES_PER_MINUTE: Limits.messagesPerMinute.toString(),
      },
      introspectionConfig: stage.introspection ? 'ENABLED' : 'DISABLED',
      queryDepthLimit: stage.queryDepth,
      resolverCountLimit: resolversPerRequest,
      // Arguments, headers and results are what people wrote, and their tokens: they stay out of the log.
      logConfig: { cloudWatchLogsRoleArn: logRole.roleArn, fieldLogLevel: 'ERROR', excludeVerboseContent: true },
      xrayEnabled: true,
    });

    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ASC3',
      reason:
        'Every request is logged with its id, status and latency, and every failed field with its error. The rule also wants the verbose content, which is message texts and access tokens.',
    });

    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: apiLogGroupName(this.api.attrApiId),
      retention: stage.logRetention,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(logRole);

    this.schema = new CfnGraphQLSchema(this, 'Schema', { apiId: this.api.attrApiId, definition: options.schema });
  }
}
