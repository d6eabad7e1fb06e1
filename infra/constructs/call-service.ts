import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { Agora } from './agora.ts';
import { DeadLetters } from './dead-letters.ts';
import type { FileBuckets } from './file-buckets.ts';
import { bucketEnvironment, grantFindingRecordings } from './file-grants.ts';
import type { FileWork } from './file-work.ts';
import type { Notifications } from './notifications.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda that rings, lets in and rules calls. Media never pass through it, nor do recordings. */
export class CallService extends ServiceFunction {
  constructor(
    scope: Construct,
    id: string,
    options: ServiceOptions & {
      readonly agora: Agora;
      readonly buckets: FileBuckets;
      readonly fileWork: FileWork;
      readonly notifications: Notifications;
    },
  ) {
    const { agora, buckets, fileWork, notifications, ...service } = options;
    super(scope, id, {
      ...service,
      description: 'Rings people, lets them into calls and tells how they end',
      entry: 'adapters/lambda/call-service.ts',
      // Agora answers a stop when the files are in the store, within 21 seconds; AppSync waits 30. A call rings up to fifty
      // people one after the other, each of whom is told within two.
      timeout: Duration.seconds(29),
      grants: tableGrants.CallService,
      environment: {
        ...bucketEnvironment(buckets),
        FILE_JOBS_URL: fileWork.queue.queueUrl,
        PUSHES_URL: notifications.pushes.queueUrl,
      },
    });
    agora.runsCalls(this);
    agora.recordsCalls(this);
    grantFindingRecordings(this.role, buckets);
    fileWork.queue.grantSendMessages(this.handler);
    // Whoever answers on one device is not rung on the others any more.
    notifications.pushes.grantSendMessages(this.handler);

    const { queue } = new DeadLetters(this, 'SetAside', { of: 'looks at calls that are due' });
    this.handler.configureAsyncInvoke({
      // The next minute's look is as good as a second try: it begins with what was due longest.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      onFailure: new SqsDestination(queue),
    });
    new Rule(this, 'Look', {
      description: 'Calls that rang out, participants who fell silent, and recordings, each minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.handler, { retryAttempts: 0, deadLetterQueue: queue })],
    });
  }
}
