import type { MessagePreview } from '../../generated/schema.ts';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';

/** The newest message on its way through the pipeline of lastMessage. */
export interface Looking {
  /** What the session's parent came by, so that nothing has to be looked for. */
  found?: MessagePreview | null;
  doing: string;
  sessionId: string;
  /** The newest position that may hold it; 0 when there is none. */
  from: number;
  /** How many positions to look at next. */
  depth: number;
  slot: MessageSlotItem | null;
}
