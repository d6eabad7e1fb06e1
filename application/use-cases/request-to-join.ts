import { askToJoin } from '../../domain/chat-session/decisions/ask-to-join.ts';
import { parseRequestNote } from '../../domain/chat-session/request-note.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import type { HourlyRates } from '../ports/hourly-rates.ts';
import { refusalOfJoinRate } from '../rates/hourly-rates.ts';
import type { RateDependencies } from '../rates/refusal-of-rate.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface RequestToJoinDependencies
  extends SessionChangeDependencies, RateDependencies, Pick<HourlyRates, 'joinsPerHour'> {}

/**
 * Asks to be let into a session whose joining must be approved. Asking again answers the request that stands, and does not
 * count. Refused: `SessionNotFound`, `BadInput`, `RateLimited`, `TryAgain`.
 */
export const requestToJoin =
  (dependencies: RequestToJoinDependencies): EnteringService['requestToJoin'] =>
  ({ user, sessionId: named, note: raw }) =>
    refusedWhenBusy(async () => {
      const note = raw === null ? done(null) : parseRequestNote(raw);
      if (!note.ok) return note;
      const sessionId = parseSessionId(named);
      if (sessionId === undefined) return refused(sessionNotFound);
      const changed = await changeChatSession(dependencies, {
        sessionId,
        by: user,
        decision: askToJoin(user, note.value),
        admit: () => refusalOfJoinRate(dependencies, user),
      });
      if (!changed.ok) return changed;
      const request = changed.value.session.state.joinRequests.find(({ userId }) => userId === user);
      return request === undefined ? refused(sessionNotFound) : done({ ...request, sessionId });
    });
