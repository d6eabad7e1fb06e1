import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { redriveReading, StreamReadings, type StreamReader } from '../../domain/vocabulary/readings.ts';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction, type FunctionOptions } from './service-function.ts';

/**
 * A Lambda that reads the stream of the chat table with a checkpoint of its own. A batch that fails is cut in two and tried
 * again, and what keeps failing is set aside; the stream goes on meanwhile. What an operator moves from there to the redrive
 * queue is read from the stream once more, and handled.
 *
 * At most two of these: more readers of one shard are throttled.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export class StreamConsumer extends ServiceFunction {
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, options: FunctionOptions & { readonly reader: StreamReader }) {
    super(scope, id, options);
    const { description, reader, tables, timeout } = options;
    const reading = StreamReadings[reader];
    const stream = tables.chat.tableStreamArn;
    if (stream === undefined) throw new Error('unable to synthesise; the chat table has no stream');

    this.deadLetters = new DeadLetters(this, 'SetAside', { of: description });
    const { role } = this.handler;
    role?.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [stream],
      }),
    );
    this.deadLetters.queue.grantSendMessages(this.handler);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.handler,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: reading.batchSize,
      maxBatchingWindow: Duration.seconds(reading.batchWindowSeconds),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: reading.retryAttempts,
      onFailure: new SqsDlq(this.deadLetters.queue),
    });
    const redrive = new Queue(this, 'Redrive', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: redriveReading.receives },
    });
    redrive.grantConsumeMessages(this.handler);
    const redriving = new EventSourceMapping(this, 'RedriveMapping', {
      target: this.handler,
      eventSourceArn: redrive.queueArn,
      batchSize: redriveReading.batchSize,
      reportBatchItemFailures: true,
    });
    this.handler.addEnvironment('DEAD_LETTERS_URL', this.deadLetters.queue.queueUrl);
    // Lambda looks at the permissions when a mapping is made.
    if (role) {
      mapping.node.addDependency(role);
      redriving.node.addDependency(role);
    }

    new Alarm(this, 'Late', {
      alarmDescription: `More than a minute behind: ${description}`,
      metric: this.handler.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 60_000,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
