import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { hourlyFileWork, scanEvent, uploadEvent } from '../../domain/vocabulary/file-areas.ts';
import { incomingKeys } from '../../domain/vocabulary/files.ts';
import type { FileBuckets } from './file-buckets.ts';
import { bucketEnvironment, grantFileWork } from './file-grants.ts';
import { QueueConsumer } from './queue-consumer.ts';
import type { ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** How long an event is tried again before it is set aside. The sweep finds what it was about, with or without it. */
const triedFor = Duration.hours(6);

/**
 * The Lambda that looks into what was uploaded, and keeps or rejects it. It is told by S3 that something came and by GuardDuty
 * what was found in it, and looks each minute for what nobody told it of.
 */
export class FileWork extends QueueConsumer {
  constructor(scope: Construct, id: string, options: ServiceOptions & { readonly buckets: FileBuckets }) {
    const { buckets, ...service } = options;
    super(scope, id, {
      ...service,
      description: 'Looks into uploaded files, and sweeps up what was left behind',
      entry: 'adapters/lambda/file-worker.ts',
      // A file of 50 MB is read, decoded, made anew and copied.
      timeout: Duration.minutes(3),
      grants: tableGrants.FileWork,
      memorySize: 2048,
      decodesPictures: true,
      environment: { ...bucketEnvironment(buckets), VIRUS_SCAN: 'guardduty' },
      reader: 'files',
      lateAfter: Duration.minutes(10),
    });
    this.handler.addEnvironment('FILE_JOBS_URL', this.queue.queueUrl);
    this.queue.grantSendMessages(this.handler);
    grantFileWork(this.role, buckets);

    const incoming = buckets.byArea.incoming.bucketName;
    this.#tell('Uploads', 'An upload is complete', {
      source: [uploadEvent.source],
      detailType: [uploadEvent.type],
      detail: { bucket: { name: [incoming] }, object: { key: [{ prefix: incomingKeys.uploads }] } },
    });
    this.#tell('Scans', 'GuardDuty looked at an upload', {
      source: [scanEvent.source],
      detailType: [scanEvent.type],
      detail: { s3ObjectDetails: { bucketName: [incoming], objectKey: [{ prefix: incomingKeys.held }] } },
    });
    this.#schedule('Sweep', 'Uploads that were left behind, each minute', Duration.minutes(1));
    this.#schedule('Orphans', 'Objects that no file knows of, each hour', Duration.hours(1), hourlyFileWork);
  }

  #schedule(id: string, description: string, rate: Duration, event?: object): void {
    new Rule(this, id, {
      description,
      schedule: Schedule.rate(rate),
      // The next one is as good.
      targets: [
        new LambdaFunction(this.handler, {
          retryAttempts: 0,
          deadLetterQueue: this.deadLetters.queue,
          ...(event && { event: RuleTargetInput.fromObject(event) }),
        }),
      ],
    });
  }

  #tell(id: string, description: string, eventPattern: EventPattern): void {
    new Rule(this, id, {
      description,
      eventPattern,
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters.queue, maxEventAge: triedFor })],
    });
  }
}
