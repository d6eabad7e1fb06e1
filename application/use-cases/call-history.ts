import { parseInstant, toIso } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { parseCallId, parseSessionId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { memberIn } from '../../domain/video-call/call-session.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import type { CallService } from '../ports/call-service.ts';
import type { CallPosition, VideoCalls } from '../ports/video-calls.ts';
import { viewOfCall } from '../video-calls/view-of-call.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

const separator = '|';

/** Where a page of a session's calls ended. Opaque to clients. */
const cursorAt = ({ sessionId, createdAt, id }: VideoCallState): string =>
  [toIso(createdAt), id, sessionId].join(separator);

/** `undefined` for a cursor that this list cannot have made. */
function readCursor(cursor: string, session: SessionId): CallPosition | undefined {
  const [at = '', id = '', ...list] = cursor.split(separator);
  const [createdAt, callId] = [parseInstant(at), parseCallId(id)];
  if (createdAt === undefined || callId === undefined || list.join(separator) !== session) return undefined;
  return { createdAt, callId };
}

/** The calls of a session, newest first, page by page. Refused: `SessionNotFound`, `BadInput`, `BadCursor`, `TryAgain`. */
export const callHistory =
  ({ videoCalls }: { readonly videoCalls: Pick<VideoCalls, 'session' | 'history'> }): CallService['callHistory'] =>
  (wish) =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfPageSize(wish.limit, CallLimits.historyPage);
      if (refusal !== undefined) return refused(refusal);
      const sessionId = parseSessionId(wish.sessionId);
      const session = sessionId && (await videoCalls.session(sessionId, [wish.user]));
      if (sessionId === undefined || session === undefined || memberIn(session, wish.user) === undefined) {
        return refused(sessionNotFound);
      }
      const after = wish.after === null ? null : readCursor(wish.after, sessionId);
      if (after === undefined) {
        return refused({ code: ErrorCode.BadCursor, why: 'the cursor was not made by this list' });
      }
      const found = await videoCalls.history(sessionId, wish.limit + 1, after);
      const page = found.slice(0, wish.limit);
      const [first, last] = [page.at(0), page.at(-1)];
      return done({
        items: page.map((call) => viewOfCall(call.state, call.changes().basedOn, session)),
        startCursor: first === undefined ? null : cursorAt(first.state),
        endCursor: last === undefined ? null : cursorAt(last.state),
        hasPreviousPage: after !== null,
        hasNextPage: found.length > wish.limit,
      });
    });
