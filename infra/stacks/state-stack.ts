import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableName } from '../../adapters/dynamodb/layout/index.ts';
import { FileBuckets } from '../constructs/file-buckets.ts';
import { FileDelivery } from '../constructs/file-delivery.ts';
import { MalwareProtection } from '../constructs/malware-protection.ts';
import { RecordingWriter } from '../constructs/recording-writer.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Tables } from '../constructs/tables.ts';
import { stackNames, stateOutputs } from '../naming.ts';
import type { StageSettings } from '../stages.ts';

/** What must survive every deployment: data, files and users. Apart, so that the rest can be torn down and made again. */
export class StateStack extends Stack {
  readonly tables: Readonly<Record<TableName, TableV2>>;
  readonly files: FileBuckets;
  readonly fileDelivery: FileDelivery;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;

  constructor(scope: Construct, stage: StageSettings) {
    super(scope, stackNames(stage.name).state, {
      description: `Parley (${stage.name}): tables, files and users`,
      terminationProtection: stage.keepsData,
    });
    this.tables = new Tables(this, 'Tables', stage).byName;
    this.files = new FileBuckets(this, 'FileBuckets', stage);
    new MalwareProtection(this, 'MalwareProtection', this.files.byArea.incoming);
    this.fileDelivery = new FileDelivery(this, 'FileDelivery', {
      stage,
      files: this.files.byArea.files,
      requests: this.files.requests,
    });
    const writer = new RecordingWriter(this, 'RecordingWriter', this.files.byArea.recordings);
    new CfnOutput(this, stateOutputs.recordingWriter, { value: writer.userName });
    new CfnOutput(this, stateOutputs.filesPrivateKey, { value: this.fileDelivery.privateKey.secretArn });
    const signIn = new SignIn(this, 'SignIn', stage);
    this.userPool = signIn.userPool;
    this.userPoolClient = signIn.client;
  }
}
