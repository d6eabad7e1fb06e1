import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FileBuckets } from './file-buckets.ts';
import { bucketEnvironment, grantUploads } from './file-grants.ts';
import type { FileWork } from './file-work.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda that lets users upload files and fetch them. Bytes never pass through it. */
export class FileService extends ServiceFunction {
  constructor(
    scope: Construct,
    id: string,
    options: ServiceOptions & { readonly buckets: FileBuckets; readonly work: FileWork },
  ) {
    const { buckets, work, ...service } = options;
    super(scope, id, {
      ...service,
      description: 'Lets members upload files and fetch them',
      entry: 'adapters/lambda/file-service.ts',
      timeout: Duration.seconds(20),
      grants: tableGrants.FileService,
      environment: { ...bucketEnvironment(buckets), FILE_JOBS_URL: work.queue.queueUrl },
    });
    grantUploads(this.role, buckets);
    work.queue.grantSendMessages(this.handler);
  }
}
