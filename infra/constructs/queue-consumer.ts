import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QueueReadings, type QueueReader } from '../../domain/vocabulary/readings.ts';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction, type FunctionOptions } from './service-function.ts';

/** A queue of jobs, the Lambda that does them, and where those go that it keeps failing on. */
export class QueueConsumer extends ServiceFunction {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(
    scope: Construct,
    id: string,
    options: FunctionOptions & {
      readonly reader: QueueReader;
      /** A job that waits longer than this is late. */
      readonly lateAfter: Duration;
    },
  ) {
    super(scope, id, options);
    const { description, reader, timeout, lateAfter } = options;
    const reading = QueueReadings[reader];
    this.deadLetters = new DeadLetters(this, 'SetAside', { of: description });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's, as AWS advises: a batch waits while the function is throttled.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      deliveryDelay: Duration.seconds(reading.delaySeconds),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: reading.receives },
    });
    this.queue.grantConsumeMessages(this.handler);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.handler,
      eventSourceArn: this.queue.queueArn,
      batchSize: reading.batchSize,
      reportBatchItemFailures: true,
    });
    // To put a job off, and to set one aside at once that no retry can mend.
    this.handler.addEnvironment('QUEUE_URL', this.queue.queueUrl);
    this.handler.addEnvironment('DEAD_LETTERS_URL', this.deadLetters.queue.queueUrl);
    this.deadLetters.queue.grantSendMessages(this.handler);
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
