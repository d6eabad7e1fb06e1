import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { MyMarks } from '../../generated/schema.ts';
import type { Asked } from './context.ts';

/** The caller's own marks on messages of a session, on their way through the pipeline of myMarks. */
export interface OwnMarks extends Asked {
  /** Positions, each once. */
  seqs: readonly number[];
  /** Messages among them that are not deleted. */
  messages: readonly MessageSlotItem[];
  /** What is answered. */
  marks?: readonly MyMarks[];
}
