import { rejectJoinRequest as rejecting } from '../../domain/chat-session/decisions/reject-join-request.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

/**
 * Turns down someone who asked to be let in; answers whether anyone did. Who was turned down is told nothing, and may ask
 * again. Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
 */
export const rejectJoinRequest =
  (dependencies: SessionChangeDependencies): EnteringService['rejectJoinRequest'] =>
  ({ user, sessionId: named, userId: asking }) =>
    refusedWhenBusy(async () => {
      const sessionId = parseSessionId(named);
      if (sessionId === undefined) return refused(sessionNotFound);
      const target = parseUserId(asking);
      const changed = await changeChatSession(dependencies, {
        sessionId,
        by: user,
        about: target === undefined ? [] : [target],
        decision: rejecting(target),
      });
      return changed.ok ? done(changed.value.session.changes().joinRequests.removed.length > 0) : changed;
    });
