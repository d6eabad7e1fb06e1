import { join } from 'node:path';
import { RemovalPolicy, Validations, type Duration } from 'aws-cdk-lib';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { tableSettings, type TableName } from '../../adapters/dynamodb/layout/index.ts';
import type { StageSettings } from '../stages.ts';
import { grantPublishing } from './publishing.ts';
import { grantTables, type TableGrant } from './table-grants.ts';

/** What every Lambda of the product needs to be made. */
export interface ServiceOptions {
  /** The repository. */
  readonly root: string;
  readonly stage: StageSettings;
  readonly tables: Readonly<Record<TableName, TableV2>>;
  /** The API whose subscribers it tells of what it did. */
  readonly api: CfnGraphQLApi;
}

/** What one of them is. */
export interface FunctionOptions extends ServiceOptions {
  readonly description: string;
  /** The file that exports `handler`, from the repository on. */
  readonly entry: string;
  readonly timeout: Duration;
  readonly grants: readonly TableGrant[];
  /** Settings of its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** In MB; CPU comes with it. */
  readonly memorySize?: number;
  /** It decodes pictures, with code that was compiled for one platform: docs/files.md. */
  readonly decodesPictures?: boolean;
  /** Nobody subscribes to what it does: it knows nothing of the API, and may call nothing there. */
  readonly tellsNobody?: boolean;
}

/** A Lambda over the tables, with a log and a role of its own. */
export class ServiceFunction extends Construct {
  readonly handler: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, options: FunctionOptions) {
    super(scope, id);
    const {
      root,
      stage,
      tables,
      api,
      description,
      entry,
      timeout,
      grants,
      environment = {},
      memorySize = 1024,
      decodesPictures = false,
      tellsNobody = false,
    } = options;

    const logGroup = new LogGroup(this, 'Log', {
      retention: stage.logRetention,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // A role of its own: the one CDK would make may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    grantTables(role, tables, grants);
    if (!tellsNobody) grantPublishing(role, api);

    this.role = role;
    this.handler = new NodejsFunction(this, 'Handler', {
      description,
      entry: join(root, entry),
      handler: 'handler',
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: decodesPictures ? Architecture.X86_64 : Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      // CPU comes with memory; a cold start waits for it more than anything else does.
      memorySize,
      timeout,
      // No reserved concurrency: a new account has 10 executions in all, of which none can be set aside.
      environment: {
        [tableSettings.chat]: tables.chat.tableName,
        [tableSettings.guards]: tables.guards.tableName,
        [tableSettings.people]: tables.people.tableName,
        [tableSettings.calls]: tables.calls.tableName,
        ...(!tellsNobody && { GRAPHQL_ENDPOINT: api.attrGraphQlUrl }),
        NODE_OPTIONS: '--enable-source-maps',
        ...environment,
      },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        // Packages that are no modules ask for those of Node by `require`, which a module has not. The brackets keep our own
        // loader, which names the source file in place of the dotted form, from filling this text in.
        banner: 'import { createRequire } from "node:module"; const require = createRequire(import.meta["url"]);',
        // The SDK that was tested, not the one the runtime happens to carry.
        bundleAwsSDK: true,
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        logLevel: LogLevel.WARNING,
        ...(decodesPictures && {
          externalModules: ['sharp'],
          commandHooks: {
            beforeInstall: () => [],
            beforeBundling: () => [],
            afterBundling: (_: string, folder: string) => [
              `node ${JSON.stringify(join(root, 'scripts', 'lib', 'carry-sharp.mjs'))} ${JSON.stringify(folder)}`,
            ],
          },
        }),
      },
    });

    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources: its two writing actions (PutTraceSegments, PutTelemetryRecords) only take "*".',
    });
  }
}
