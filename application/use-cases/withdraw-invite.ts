import { withdrawInvite as withdrawing } from '../../domain/chat-session/decisions/withdraw-invite.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { SessionChangeDependencies } from '../chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

/**
 * Declines an own invitation, or takes back one that was given; answers whether there was one. A session that the caller was
 * never invited to and one that does not exist are declined alike: there was no invitation.
 * Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
 */
export const withdrawInvite =
  (dependencies: SessionChangeDependencies): EnteringService['withdrawInvite'] =>
  ({ user, sessionId: named, userId }) =>
    refusedWhenBusy(async () => {
      const sessionId = parseSessionId(named);
      const invited = userId === null ? user : parseUserId(userId);
      const isOwn = invited === user;
      if (sessionId === undefined) return isOwn ? done(false) : refused(sessionNotFound);
      const changed = await changeChatSession(dependencies, {
        sessionId,
        by: user,
        about: invited === undefined ? [] : [invited],
        decision: withdrawing(invited),
      });
      if (changed.ok) return done(changed.value.session.changes().invites.removed.length > 0);
      return isOwn && changed.refusal.code === ErrorCode.SessionNotFound ? done(false) : changed;
    });
