import type {
  ChangeAnswer,
  ChangeOfMember,
  ChangeOfSession,
  LogPosition,
} from '../../../application/ports/session-changes.ts';
import type { EventReader } from '../event-reader.ts';
import type { Caller, ServiceField } from '../service-field.ts';
import { userField } from '../service-field.ts';

/** What `resolvers/functions/askChatService.ts` takes: the last position that a change took, `null` for none. */
export const showPosition = (position: LogPosition | null): LogPosition | null =>
  position && { sessionId: position.sessionId, seq: position.seq };

export const readSession = (args: EventReader, { user }: Caller): ChangeOfSession => ({
  user,
  sessionId: args.text('sessionId'),
});

export const readMember = (args: EventReader, caller: Caller): ChangeOfMember => ({
  ...readSession(args, caller),
  userId: args.text('userId'),
});

/** A change that takes nothing but the session: `sessionId`. */
export const ofSession = (doing: string, ask: (wish: ChangeOfSession) => ChangeAnswer): ServiceField =>
  userField({ doing, read: readSession, ask, show: showPosition });

/** A change about one other user: `sessionId`, `userId`. */
export const ofMember = (doing: string, ask: (wish: ChangeOfMember) => ChangeAnswer): ServiceField =>
  userField({ doing, read: readMember, ask, show: showPosition });
