import type { UserId } from '../../shared/ids.ts';
import { refused } from '../../shared/result.ts';
import type { Decision } from '../decision.ts';
import { badInput, changed, memberIn, noSuchSession, nothing } from '../decision.ts';
import type { RequestNote } from '../request-note.ts';

/**
 * Asks to be let into a PUBLIC session whose joining must be approved. Asking again changes nothing, the note neither.
 * Refused: `SessionNotFound`, to whom is banned and of a session that takes no entries, too; `BadInput` where there is nothing
 * to ask for.
 */
export const askToJoin =
  (user: UserId, note: RequestNote | null): Decision =>
  (state, { at }) => {
    if (memberIn(state, user) !== undefined) return refused(badInput('the caller is in the session already'));
    const isBanned = state.bans.some(({ userId }) => userId === user);
    if (isBanned || state.kind !== 'PUBLIC' || state.status !== 'ACTIVE') return refused(noSuchSession);
    if (!state.settings.requireApproval) return refused(badInput('the session can be joined without asking'));
    if (state.joinRequests.some(({ userId }) => userId === user)) return nothing;
    const request = { userId: user, note, requestedAt: at };
    return changed({ becomes: { joinRequests: [...state.joinRequests, request] } });
  };
