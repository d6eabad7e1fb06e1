import type { SessionId } from '../../domain/shared/ids.ts';

/** Names for what is new. Unguessable, and never given twice. */
export interface Ids {
  sessionId(): SessionId;
}
