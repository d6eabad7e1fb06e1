import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import type { TableGrant } from './table-grants.ts';

/** How jobs are handed out and tried again. The local runtime hands its jobs out by the same numbers. */
export interface QueueReading {
  readonly batchSize: number;
  readonly receives: number;
}

/** A queue of jobs, the Lambda that does them, and where those go that it keeps failing on. */
export class QueueConsumer extends ServiceFunction {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(
    scope: Construct,
    id: string,
    options: ServiceOptions & {
      readonly description: string;
      readonly entry: string;
      readonly timeout: Duration;
      readonly grants: readonly TableGrant[];
      readonly environment?: Readonly<Record<string, string>>;
      readonly memorySize?: number;
      readonly reading: QueueReading;
      /** A job that waits longer than this is late. */
      readonly lateAfter: Duration;
    },
  ) {
    super(scope, id, options);
    const { description, reading, timeout, lateAfter } = options;
    this.deadLetters = new DeadLetters(this, 'SetAside', { of: description });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's, as AWS advises: a batch waits while the function is throttled.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: reading.receives },
    });
    this.queue.grantConsumeMessages(this.handler);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.handler,
      eventSourceArn: this.queue.queueArn,
      batchSize: reading.batchSize,
      reportBatchItemFailures: true,
    });
    if (this.handler.role) mapping.node.addDependency(this.handler.role);

    new Alarm(this, 'Late', {
      alarmDescription: `Jobs wait too long: ${description}`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: lateAfter.toSeconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
