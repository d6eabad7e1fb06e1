import { Stack, Validations } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { recordingKeys } from '../../domain/vocabulary/file-areas.ts';
import type { FileBucket } from './file-buckets.ts';

/**
 * As whom Agora writes recordings: it may put objects under one prefix of one bucket, and can neither read nor list nor remove
 * any. Its key is made by the operator, and is in no template: without one nobody is this user (docs/deploy.md).
 */
export class RecordingWriter extends Construct {
  readonly userName: string;

  constructor(scope: Construct, id: string, recordings: FileBucket) {
    super(scope, id);
    const resource = `${recordings.bucketArn}/${recordingKeys}*`;
    const user = new CfnUser(this, 'User', {
      policies: [
        {
          policyName: 'WriteRecordings',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: [resource] }],
          },
        },
      ],
    });
    this.userName = user.ref;

    const ofBucket = recordings.node.defaultChild;
    if (!(ofBucket instanceof CfnBucket))
      throw new Error('unable to synthesise; the bucket has no resource of its own');
    Validations.of(user).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(ofBucket)}.Arn>/${recordingKeys}*]`,
      reason:
        'The keys of recordings are made when they are asked for; it is one action that writes, under one prefix.',
    });
  }
}
