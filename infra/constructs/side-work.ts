import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { busEventSource } from '../../domain/vocabulary/bus-events.ts';
import { QueueConsumer } from './queue-consumer.ts';
import type { ServiceOptions } from './service-function.ts';
import { StreamConsumer } from './stream-consumer.ts';
import { tableGrants } from './table-grants.ts';

/**
 * What follows from what is stored, without anybody waiting for it: one reader of the chat table's stream puts facts on a bus
 * of the product's own, and whoever works on them has a rule and a queue (docs/events.md).
 */
export class SideWork extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'What happens in the sessions of Parley, as ids and facts' });

    const events = new StreamConsumer(this, 'Events', {
      ...options,
      description: 'Tells the bus what happened, and lets whoever left leave calls',
      entry: 'adapters/lambda/events.ts',
      timeout: Duration.seconds(60),
      grants: tableGrants.Events,
      environment: { EVENT_BUS: this.bus.eventBusName },
      reader: 'events',
    });
    this.bus.grantPutEventsTo(events.handler);

    const metrics = new QueueConsumer(this, 'Metrics', {
      ...options,
      description: 'Counts what happened',
      entry: 'adapters/lambda/metrics.ts',
      timeout: Duration.seconds(10),
      grants: [],
      tellsNobody: true,
      reader: 'metrics',
      lateAfter: Duration.minutes(15),
    });
    this.deliver('Counted', 'Everything that happens', undefined, metrics);
  }

  /** Events of these types, or all, go to the queue of a worker. */
  deliver(id: string, description: string, types: readonly string[] | undefined, to: QueueConsumer): void {
    new Rule(this, id, {
      description,
      eventBus: this.bus,
      eventPattern: { source: [busEventSource], ...(types && { detailType: [...types] }) },
      targets: [new SqsQueue(to.queue, { deadLetterQueue: to.deadLetters.queue, maxEventAge: Duration.hours(6) })],
    });
  }
}
