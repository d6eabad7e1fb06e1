import type { UserId } from '../../shared/ids.ts';
import type { Decision } from '../decision.ts';
import { allowedActor, changed, nothing } from '../decision.ts';

/**
 * Turns down someone who asked, who may ask again; `undefined` stands for who cannot be a user, and so never asked.
 * Refused: `SessionNotFound`, `NotAllowed`.
 */
export const rejectJoinRequest =
  (user: UserId | undefined): Decision =>
  (state, act) => {
    const actor = allowedActor(state, act, 'APPROVE');
    if (!actor.ok) return actor;
    const joinRequests = state.joinRequests.filter(({ userId }) => userId !== user);
    return joinRequests.length === state.joinRequests.length ? nothing : changed({ becomes: { joinRequests } });
  };
