import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda behind the fields with business decisions over several items. */
export class ChatService extends ServiceFunction {
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id, {
      ...options,
      description: 'Decides about sessions and who is in them; keeps presence',
      entry: 'adapters/lambda/chat-service.ts',
      // AppSync gives a field 30 s; a person stops waiting before that.
      timeout: Duration.seconds(10),
      grants: tableGrants.ChatService,
      environment: {
        SESSIONS_PER_HOUR: Limits.sessionsPerHour.toString(),
        JOINS_PER_HOUR: Limits.joinsPerHour.toString(),
      },
    });
  }
}
