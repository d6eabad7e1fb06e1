import type { Clock, GraphQLAnswer, Json, Log, Metrics, MutationEvent, SubscriptionPlan } from '../contract.ts';
import type { Feeds } from './feeds.ts';
import { matches } from './filter.ts';
import type { RealtimeLimits } from './limits.ts';
import type { SubscriptionRegistry } from './registry.ts';
import type { Cohort, Projection } from './subscription.ts';

/** Selects from an event what one subscription document asks for. */
export type Project = (
  plan: SubscriptionPlan,
  event: MutationEvent,
) => { readonly data: Json; readonly errors?: GraphQLAnswer['errors'] };

export interface FanOutSettings {
  readonly registry: SubscriptionRegistry;
  readonly feeds: Feeds;
  readonly project: Project;
  readonly limits: RealtimeLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Delivers mutation results to the subscriptions that they feed.
 *
 * An event is projected and serialised once per projection, not once per subscriber; each subscriber adds only its id.
 */
export function createFanOut(settings: FanOutSettings): (events: readonly MutationEvent[]) => void {
  const { registry, feeds, limits, metrics, log, clock } = settings;

  function publish(event: MutationEvent): void {
    // A mutation without a result tells nobody anything.
    if (event.value === null) return;
    const now = clock.now();
    const payloads = new Map<Projection, Buffer | undefined>();
    for (const field of feeds.get(event.field) ?? []) {
      for (const cohort of registry.candidates(field, event.value)) {
        metrics.count('realtime.index.examined', cohort.members.size);
        if (matches(cohort.filter, event.value)) deliver(cohort, event, now, payloads);
      }
    }
  }

  function deliver(
    cohort: Cohort,
    event: MutationEvent,
    now: number,
    payloads: Map<Projection, Buffer | undefined>,
  ): void {
    const { projection } = cohort;
    if (!payloads.has(projection)) payloads.set(projection, payloadOf(projection, event));
    const payload = payloads.get(projection);
    if (payload === undefined) {
      metrics.count('realtime.dropped.undeliverable', cohort.members.size);
      return;
    }
    let delivered = 0;
    for (const { connection, prefix, expiresAt } of cohort.members) {
      if (expiresAt <= now || !connection.isOpen) continue;
      connection.sendShared(prefix, payload);
      delivered += 1;
    }
    metrics.count('realtime.deliveries', delivered);
  }

  /** The bytes after the id, closing brace included; `undefined` when there is nothing that may be sent. */
  function payloadOf({ plan }: Projection, event: MutationEvent): Buffer | undefined {
    try {
      metrics.count('realtime.projections');
      const payload = Buffer.from(`${JSON.stringify(settings.project(plan, event))}}`);
      if (payload.length - 1 <= limits.payloadBytes) return payload;
      metrics.count('realtime.dropped.payloadTooLarge');
      log.warn('realtime.payloadTooLarge', { field: plan.field, mutation: event.field, bytes: payload.length - 1 });
    } catch (cause) {
      metrics.count('realtime.dropped.projectionFailed');
      log.error('realtime.projectionFailed', {
        field: plan.field,
        mutation: event.field,
        error: cause instanceof Error ? cause.name : 'unknown',
      });
    }
    return undefined;
  }

  return (events) => {
    for (const event of events) publish(event);
  };
}
