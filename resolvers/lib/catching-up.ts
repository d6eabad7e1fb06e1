import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Joined } from './context.ts';
import type { Relating } from './relating.ts';

/** A stretch of the log on its way through the pipeline of sessionLog. */
export interface CatchingUp extends Joined, Relating {
  sessionId: string;
  after: number;
  limit: number;
  /** What was read; null before the first read. */
  slots: readonly SlotItem[] | null;
  /** Whether `slots` reach the end of the log. */
  exhausted: boolean;
  /** Positions that were tried to be sealed. */
  sealed?: readonly number[];
}
