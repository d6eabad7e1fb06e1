import type { KeptDraft } from './kept-drafts.ts';
import type { KnownNames } from './known-names.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import type { SendQueue } from './send-queue.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';

export interface SessionFeedOptions {
  readonly session: SessionSummary;
  readonly userId: string;
  readonly transport: Transport;
  readonly world: World;
  /** A message of the session came, and was not known before: with what was missed, and without what is history. */
  readonly came?: (message: Message) => void;
  /** Something is known to exist that was not told: it is being read. */
  readonly gap?: (gap: Gap) => void;
  /** A message of the session changed. */
  readonly changed?: (message: Message) => void;
  /** When what does not arrive live is listened for again, in epoch milliseconds. */
  readonly retrying?: (at: number) => void;
  /** What goes out, where it outlives the feed: its owner hands what was acknowledged to `receive`. Default: one of its own. */
  readonly queue?: SendQueue;
  /** What is being written in the session, or in one of its threads. Default: nothing is kept. */
  readonly draft?: (threadRootId?: string) => KeptDraft;
  /** Is told what people are called. */
  readonly names?: KnownNames;
}

/** Positions of the log, from the one after `after` on, of which some were not told. */
export interface Gap {
  readonly sessionId: string;
  readonly after: number;
  /** The greatest position that is known to be taken. */
  readonly upTo: number;
}
