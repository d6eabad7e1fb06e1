import { Duration } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { NotificationProviders } from './notification-providers.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { StreamConsumer } from './stream-consumer.ts';
import { tableGrants } from './table-grants.ts';

const secretly = { tellsNobody: true } as const;

/**
 * Tells people of what happened while they were away: a reader of the chat table's stream makes jobs, a worker finds out whom
 * each is for and hands pushes and e-mails to their providers, and a look each minute finds what was held back and is due.
 */
export class Notifications extends Construct {
  /** What is to be done about notifications. */
  readonly pushes: Queue;

  constructor(scope: Construct, id: string, options: ServiceOptions & { readonly userPool: UserPool }) {
    super(scope, id);
    const { userPool, ...service } = options;

    const pushes = new QueueConsumer(this, 'Pushes', {
      ...service,
      ...secretly,
      description: 'Sends pushes and e-mails',
      entry: 'adapters/lambda/pushes.ts',
      // Ten jobs at once, each of which may wait for a provider and for the tables.
      timeout: Duration.seconds(60),
      grants: tableGrants.Pushes,
      environment: { USER_POOL_ID: userPool.userPoolId },
      reader: 'pushes',
      lateAfter: Duration.minutes(5),
    });
    this.pushes = pushes.queue;
    // A message to many is announced in pages, each of which is a job that makes others.
    pushes.queue.grantSendMessages(pushes.handler);
    pushes.role.addToPolicy(
      new PolicyStatement({ actions: ['cognito-idp:AdminGetUser'], resources: [userPool.userPoolArn] }),
    );
    new NotificationProviders(this, 'Providers', pushes);

    const reader = new StreamConsumer(this, 'Reader', {
      ...service,
      ...secretly,
      description: 'Makes jobs of what somebody is to be notified of',
      entry: 'adapters/lambda/notifications.ts',
      timeout: Duration.seconds(60),
      grants: [],
      environment: { PUSHES_URL: pushes.queue.queueUrl },
      reader: 'notifications',
    });
    pushes.queue.grantSendMessages(reader.handler);

    const due = new ServiceFunction(this, 'Due', {
      ...service,
      ...secretly,
      description: 'Finds notifications that were held back and are due',
      entry: 'adapters/lambda/due-notifications.ts',
      timeout: Duration.seconds(50),
      grants: tableGrants.DueNotifications,
      environment: { PUSHES_URL: pushes.queue.queueUrl },
    });
    pushes.queue.grantSendMessages(due.handler);
    this.#eachMinute(due);
  }

  /** A look that fails is not repeated: the next one finds the same. That it failed is seen by what was set aside. */
  #eachMinute({ handler }: ServiceFunction): void {
    const { queue } = new DeadLetters(this, 'SetAside', { of: 'looks for notifications that are due' });
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    handler.configureAsyncInvoke({ ...once, onFailure: new SqsDestination(queue) });
    new Rule(this, 'EachMinute', {
      description: 'Notifications that were held back, each minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(handler, { ...once, deadLetterQueue: queue })],
    });
  }
}
