import { Stack } from 'aws-cdk-lib';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableName } from '../../adapters/dynamodb/layout/index.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Tables } from '../constructs/tables.ts';
import { stackNames } from '../naming.ts';
import type { StageSettings } from '../stages.ts';

/** What must survive every deployment: data and users. Apart, so that the rest can be torn down and made again. */
export class StateStack extends Stack {
  readonly tables: Readonly<Record<TableName, TableV2>>;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;

  constructor(scope: Construct, stage: StageSettings) {
    super(scope, stackNames(stage.name).state, {
      description: `Parley (${stage.name}): tables and users`,
      terminationProtection: stage.keepsData,
    });
    this.tables = new Tables(this, 'Tables', stage).byName;
    const signIn = new SignIn(this, 'SignIn', stage);
    this.userPool = signIn.userPool;
    this.userPoolClient = signIn.client;
  }
}
