import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda that rings, lets in and rules calls. Media never pass through it. */
export class CallService extends ServiceFunction {
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id, {
      ...options,
      description: 'Rings people, lets them into calls and tells how they end',
      entry: 'adapters/lambda/call-service.ts',
      // A call rings up to fifty people one after the other, each of whom is told within two seconds.
      timeout: Duration.seconds(20),
      grants: tableGrants.CallService,
    });
    new Rule(this, 'Look', {
      description: 'Calls that rang out, and participants who fell silent, each minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next minute's is as good.
      targets: [new LambdaFunction(this.handler, { retryAttempts: 0 })],
    });
  }
}
