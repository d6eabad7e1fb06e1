import type { ChatError } from './errors.ts';
import type { FeedRow } from './feed-rows.ts';
import type { HistoryState } from './history.ts';

/**
 * How far the feed can be trusted.
 *
 *     loading ──newest page──> catching-up ──log read to its end──> live
 *                                   ▲  ▲                             │
 *                    acknowledged   │  └──────── a hole ─────────────┤
 *                                   │                                │
 *                                offline <───── connection lost ─────┘
 *
 * Any of them becomes `failed` when the server says that it will not answer: the session is gone, or is not ours (any more).
 */
export type FeedStatus = 'loading' | 'live' | 'catching-up' | 'offline' | 'failed';

export interface FeedState {
  readonly status: FeedStatus;
  /** Why it is `failed`, or what the last attempt ran into. */
  readonly error?: ChatError;
  /** Oldest first; own messages on their way last. A row that did not change is the same object. */
  readonly messages: readonly FeedRow[];
  /** Everything up to here is known. */
  readonly contiguousSeq: number;
  readonly lastReadSeq: number;
  /** What is above the messages shown. */
  readonly history: HistoryState;
  /** What is below them: `complete` unless an older message was jumped to. */
  readonly newer: HistoryState;
}
