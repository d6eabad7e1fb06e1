import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import type { FileArea } from '../../domain/vocabulary/file-areas.ts';
import type { StageSettings } from '../stages.ts';

/** A multipart upload whose client never came back. */
const abandonedAfter = Duration.days(1);

/**
 * One bucket for each area that files pass through, private and reached over TLS alone. Browsers upload to `incoming`
 * with a ticket that names one key, and Agora writes recordings with a key of its own; only `files` is ever read by anyone, through
 * CloudFront.
 */
export class FileBuckets extends Construct {
  readonly byArea: Readonly<Record<FileArea, FileBucket>>;
  /** Where S3 and CloudFront write who asked for what. */
  readonly requests: FileBucket;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    const requests = new FileBucket(this, 'Requests', {
      ...shared(stage),
      // Logs of S3 and CloudFront are delivered with the rights of a bucket's owner.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [
        { id: 'forget', expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: abandonedAfter },
      ],
    });
    Validations.of(requests).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'It holds the access logs of the other buckets; logging itself would never end.',
    });
    const logged = { ...shared(stage), serverAccessLogsBucket: requests };

    this.byArea = {
      incoming: new FileBucket(this, 'Incoming', {
        ...logged,
        serverAccessLogsPrefix: 'incoming/',
        cors: [
          {
            // The ticket is what allows an upload, wherever the page was served from.
            allowedOrigins: ['*'],
            allowedMethods: [HttpMethods.POST, HttpMethods.PUT],
            allowedHeaders: ['*'],
            exposedHeaders: ['ETag'],
            maxAge: 3600,
          },
        ],
        // What was accepted is copied away within minutes.
        lifecycleRules: [
          { id: 'forget', expiration: Duration.days(2), abortIncompleteMultipartUploadAfter: abandonedAfter },
        ],
      }),
      files: new FileBucket(this, 'Files', {
        ...logged,
        serverAccessLogsPrefix: 'files/',
        // A file that was deleted by mistake can be brought back for a week.
        versioned: true,
        lifecycleRules: [
          {
            id: 'colder',
            abortIncompleteMultipartUploadAfter: abandonedAfter,
            noncurrentVersionExpiration: Duration.days(7),
            expiredObjectDeleteMarker: true,
          },
        ],
      }),
      quarantine: new FileBucket(this, 'Quarantine', {
        ...logged,
        serverAccessLogsPrefix: 'quarantine/',
        lifecycleRules: [
          { id: 'forget', expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: abandonedAfter },
        ],
      }),
      recordings: new FileBucket(this, 'Recordings', {
        ...logged,
        serverAccessLogsPrefix: 'recordings/',
        // What becomes a file is taken away within minutes; the pieces that it was made of stay behind.
        lifecycleRules: [
          {
            id: 'forget',
            expiration: Duration.millis(CallDurations.recordingWaits),
            abortIncompleteMultipartUploadAfter: abandonedAfter,
          },
        ],
      }),
    };
    tellEventBridge(this.byArea.incoming);
    this.requests = requests;
  }
}

/** It says so plainly: the compiler takes no bucket for one whose `isWebsite` may be undefined. */
export class FileBucket extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** S3 tells of every upload. Said to the resource itself: the construct would add a function with wide rights to say it. */
const tellEventBridge = (bucket: Bucket): void => {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('unable to synthesise; the bucket has no resource of its own');
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
};

const shared = (stage: StageSettings) => ({
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});
