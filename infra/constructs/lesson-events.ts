import { Duration, Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { lessonEventSource, lessonEventTypes } from '../../domain/vocabulary/lesson-events.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** How long an event is tried again before it is set aside; Lambda takes no more for its own part. */
const triedFor = Duration.hours(6);

/**
 * The Lambda that lets sessions follow lessons, and the rule of the account's default bus that calls it. An event that
 * EventBridge cannot hand over, or that the function keeps failing on, is set aside in a queue; the others pass it by.
 */
export class LessonEvents extends ServiceFunction {
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id, {
      ...options,
      description: 'Opens, updates and archives the sessions of lessons',
      entry: 'adapters/lambda/lesson-events.ts',
      // A lesson of a thousand is let in by twelve saves.
      timeout: Duration.seconds(30),
      grants: tableGrants.LessonEvents,
    });

    const setAside = new Queue(this, 'SetAside', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(setAside).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'It is itself the dead-letter queue, of a rule and of a function; cdk-nag looks for those of queues only.',
    });
    this.handler.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: triedFor,
      onFailure: new SqsDestination(setAside),
    });
    new Rule(this, 'Rule', {
      description: 'Lessons that were scheduled, rescheduled or cancelled',
      eventPattern: { source: [lessonEventSource], detailType: [...lessonEventTypes] },
      targets: [
        new LambdaFunction(this.handler, { deadLetterQueue: setAside, retryAttempts: 185, maxEventAge: triedFor }),
      ],
    });
  }
}
