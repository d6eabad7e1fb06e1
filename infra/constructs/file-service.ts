import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FileBuckets } from './file-buckets.ts';
import type { FileDelivery } from './file-delivery.ts';
import { bucketEnvironment, grantUploads } from './file-grants.ts';
import type { FileWork } from './file-work.ts';
import { grantSecret } from './secret-grants.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda that lets users upload files and fetch them. Bytes never pass through it. */
export class FileService extends ServiceFunction {
  constructor(
    scope: Construct,
    id: string,
    options: ServiceOptions & {
      readonly buckets: FileBuckets;
      readonly delivery: FileDelivery;
      readonly work: FileWork;
    },
  ) {
    const { buckets, delivery, work, ...service } = options;
    super(scope, id, {
      ...service,
      description: 'Lets members upload files and fetch them',
      entry: 'adapters/lambda/file-service.ts',
      timeout: Duration.seconds(20),
      grants: tableGrants.FileService,
      environment: {
        ...bucketEnvironment(buckets),
        FILE_JOBS_URL: work.queue.queueUrl,
        FILES_DOMAIN: delivery.distribution.distributionDomainName,
        FILES_KEY_ID: delivery.keyId,
        FILES_PRIVATE_KEY_SECRET: delivery.privateKey.secretArn,
      },
    });
    grantUploads(this.role, buckets);
    grantSecret(this.role, delivery.privateKey.secretArn);
    work.queue.grantSendMessages(this.handler);
  }
}
