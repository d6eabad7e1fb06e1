import type { SubscriptionPlan } from '../contract.ts';
import { asciiJson } from './frames.ts';
import type { Filter } from './filter.ts';

/** What stands under an id of one connection: a start under way, or a registered subscription. */
export type Slot =
  { readonly kind: 'starting'; cancelled: boolean } | { readonly kind: 'active'; readonly subscription: Subscription };

/** A connection as its subscriptions know it. */
export interface Recipient {
  /** Subscriptions and starts under way, by the client's own ids. */
  readonly slots: Map<string, Slot>;
  readonly isOpen: boolean;
  send(text: string): void;
  /** Says `prefix` (ASCII) followed by bytes that other connections say as well. */
  sendShared(prefix: string, shared: Buffer): void;
}

/** A registered subscription of one client. */
export interface Subscription {
  readonly id: string;
  readonly connection: Recipient;
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
