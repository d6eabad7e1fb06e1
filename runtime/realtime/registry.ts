import { createHash } from 'node:crypto';
import type { Json, SubscriptionPlan } from '../contract.ts';
import { isJsonObject } from '../json.ts';
import { argumentFilter, matches, parseFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { FilterIndex } from './filter-index.ts';
import { dataPrefix } from './subscription.ts';
import type { Cohort, Projection, Recipient, Subscription } from './subscription.ts';

/** A subscription that its resolver accepted, with its filters read. */
export interface Accepted {
  readonly plan: SubscriptionPlan;
  readonly filter: Filter;
  readonly filterKey: string;
  readonly invalidationFilter: Filter | undefined;
}

/** @throws {FilterRefused} when a resolver set a filter that AppSync does not take. */
export function accept(plan: SubscriptionPlan): Accepted {
  const enhanced = plan.filter ?? null;
  const invalidation = plan.invalidationFilter ?? null;
  return {
    plan,
    filter: enhanced === null ? argumentFilter(plan.args) : parseFilter(enhanced),
    filterKey: enhanced === null ? `arguments ${JSON.stringify(plan.args)}` : `filter ${JSON.stringify(enhanced)}`,
    invalidationFilter: invalidation === null ? undefined : parseFilter(invalidation),
  };
}

/** Whether one payload of `extensions.invalidateSubscriptions` ends this subscription. */
export function isInvalidatedBy({ plan, invalidationFilter }: Accepted, invalidation: Json): boolean {
  if (invalidationFilter === undefined || !isJsonObject(invalidation)) return false;
  if (invalidation['subscriptionField'] !== plan.field) return false;
  return matches(invalidationFilter, invalidation['payload'] ?? null);
}

interface Invalidable {
  readonly subscription: Subscription;
  readonly filter: Filter;
}

/** Every registered subscription, found by what an event carries. */
export class SubscriptionRegistry {
  readonly #projections = new Map<string, Projection>();
  readonly #cohorts = new Map<string, Cohort>();
  readonly #byEvent = new FilterIndex<Cohort>();
  readonly #byInvalidation = new FilterIndex<Invalidable>();
  /** Takes a subscription out of the index by invalidation. */
  readonly #withdrawals = new Map<Subscription, () => void>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param documentText The query as the client sent it: equal texts and variables share one projection. */
  add(accepted: Accepted, documentText: string, id: string, connection: Recipient, expiresAt: number): Subscription {
    const { plan, filter, filterKey, invalidationFilter } = accepted;
    const projection = this.#projectionOf(plan, documentText);
    const cohort = this.#cohortOf(projection, filter, filterKey);
    const subscription = { id, connection, field: plan.field, prefix: dataPrefix(id), expiresAt, cohort };
    cohort.members.add(subscription);
    this.#size += 1;
    if (invalidationFilter !== undefined) {
      const invalidable = { subscription, filter: invalidationFilter };
      this.#withdrawals.set(subscription, this.#byInvalidation.add(plan.field, invalidationFilter, invalidable));
    }
    return subscription;
  }

  remove(subscription: Subscription): void {
    const { cohort } = subscription;
    if (!cohort.members.delete(subscription)) return;
    this.#size -= 1;
    this.#withdrawals.get(subscription)?.();
    this.#withdrawals.delete(subscription);
    if (cohort.members.size > 0) return;
    cohort.withdraw();
    this.#cohorts.delete(cohort.key);
    cohort.projection.uses -= 1;
    if (cohort.projection.uses === 0) this.#projections.delete(cohort.projection.key);
  }

  /** The cohorts worth testing against an event of `field`. */
  candidates(field: string, event: Json): ReadonlySet<Cohort> {
    return this.#byEvent.candidates(field, event);
  }

  /** The subscriptions that one payload of `extensions.invalidateSubscriptions` ends. */
  invalidatedBy(invalidation: Json): readonly Subscription[] {
    const field = isJsonObject(invalidation) ? invalidation['subscriptionField'] : undefined;
    if (!isJsonObject(invalidation) || typeof field !== 'string') return [];
    const payload = invalidation['payload'] ?? null;
    return [...this.#byInvalidation.candidates(field, payload)]
      .filter(({ filter }) => matches(filter, payload))
      .map(({ subscription }) => subscription);
  }

  #projectionOf(plan: SubscriptionPlan, documentText: string): Projection {
    const key = digest(JSON.stringify([documentText, plan.variables, plan.operationName ?? null]));
    const projection = this.#projections.get(key) ?? { key, plan, uses: 0 };
    this.#projections.set(key, projection);
    return projection;
  }

  #cohortOf(projection: Projection, filter: Filter, filterKey: string): Cohort {
    const key = digest(`${projection.key} ${filterKey}`);
    const existing = this.#cohorts.get(key);
    if (existing !== undefined) return existing;
    let withdraw: () => void = () => undefined;
    const cohort: Cohort = { key, projection, filter, members: new Set(), withdraw: () => withdraw() };
    withdraw = this.#byEvent.add(projection.plan.field, filter, cohort);
    projection.uses += 1;
    this.#cohorts.set(key, cohort);
    return cohort;
  }
}

/** Keys are kept for every subscription: a digest is small where a query with its variables is not. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
