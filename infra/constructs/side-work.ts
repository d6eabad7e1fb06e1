import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { busEventSource, memberGone, type BusEventType } from '../../domain/vocabulary/bus-events.ts';
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
  /** Reads the stream; it takes those out of calls who left. */
  readonly events: StreamConsumer;

  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'What happens in the sessions of Parley, as ids and facts' });

    this.events = new StreamConsumer(this, 'Events', {
      ...options,
      description: 'Tells the bus what happened, and lets whoever left leave calls',
      entry: 'adapters/lambda/events.ts',
      timeout: Duration.seconds(60),
      grants: tableGrants.Events,
      environment: { EVENT_BUS: this.bus.eventBusName },
      reader: 'events',
    });
    this.bus.grantPutEventsTo(this.events.handler);

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
    this.deliver('Counted', 'Everything that happens', {}, metrics);

    const deliveries = new QueueConsumer(this, 'Deliveries', {
      ...options,
      description: 'Ends once more what those hear who left',
      entry: 'adapters/lambda/deliveries.ts',
      // Ten jobs, each of which may ask an API that does not answer for a moment.
      timeout: Duration.seconds(60),
      grants: tableGrants.Deliveries,
      reader: 'deliveries',
      lateAfter: Duration.minutes(5),
    });
    this.deliver('Gone', 'Somebody is in a session no more', memberGone, deliveries);
  }

  /** Events of this type and with these facts, or all, go to the queue of a worker. */
  deliver(
    id: string,
    description: string,
    { type, facts }: { readonly type?: BusEventType; readonly facts?: Readonly<Record<string, string>> },
    to: QueueConsumer,
  ): void {
    const detail = facts && Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, [value]]));
    new Rule(this, id, {
      description,
      eventBus: this.bus,
      eventPattern: { source: [busEventSource], ...(type && { detailType: [type] }), ...(detail && { detail }) },
      targets: [new SqsQueue(to.queue, { deadLetterQueue: to.deadLetters.queue, maxEventAge: Duration.hours(6) })],
    });
  }
}
