import type { SubscriptionPlan } from '../contract.ts';
import { asciiJson } from './frames.ts';
import type { Connection } from './connection.ts';
import type { Filter } from './filter.ts';

/** A registered subscription of one client. */
export interface Subscription {
  readonly id: string;
  readonly connection: Connection;
  readonly field: string;
  /** The start of each of its data frames, ASCII. */
  readonly prefix: string;
  /** Epoch milliseconds; nothing is delivered from then on. */
  readonly expiresAt: number;
  readonly cohort: Cohort;
}

/** What a document with its variables makes of an event: worked out once, whoever and however many ask. */
export interface Projection {
  readonly key: string;
  readonly plan: SubscriptionPlan;
  uses: number;
}

/** Subscriptions that receive the same bytes of the same events: one projection, one filter. */
export interface Cohort {
  readonly key: string;
  readonly projection: Projection;
  readonly filter: Filter;
  readonly members: Set<Subscription>;
  /** Takes it out of the index. */
  readonly withdraw: () => void;
}

export function dataPrefix(id: string): string {
  return `{"id":${asciiJson(id)},"type":"data","payload":`;
}
