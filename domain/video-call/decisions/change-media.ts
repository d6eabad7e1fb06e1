import { refused } from '../../shared/result.ts';
import type { CallDecision } from '../decision.ts';
import { actorNow, changed, notInCall, nothing, screenTaken } from '../decision.ts';
import type { Participant } from '../participants.ts';
import { presentAs, sharerIn } from '../participants.ts';

/** What is left out stays as it is. */
export interface ChangeMedia {
  readonly microphone?: boolean;
  readonly camera?: boolean;
  readonly screen?: boolean;
  readonly hand?: boolean;
}

/**
 * Switches what others see and hear of the caller, and raises or lowers their hand. One at a time shares a screen.
 * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `ScreenTaken`.
 */
export const changeMedia =
  (wish: ChangeMedia): CallDecision =>
  (state, act) => {
    const actor = actorNow(state, act);
    if (!actor.ok) return actor;
    const own = presentAs(state, act.by);
    if (own === undefined) return refused(notInCall);
    const sharer = sharerIn(state);
    if (wish.screen === true && sharer !== undefined && sharer !== own) return refused(screenTaken);
    const { microphone = own.microphone, camera = own.camera, screen = own.screen } = wish;
    const { hand = own.handRaisedAt !== null } = wish;
    const now: Participant = {
      ...own,
      microphone,
      camera,
      screen,
      handRaisedAt: hand ? (own.handRaisedAt ?? act.at) : null,
    };
    if (isSame(own, now)) return nothing;
    return changed({
      becomes: { participants: state.participants.map((one) => (one === own ? now : one)) },
      happens: [{ event: 'MEDIA_CHANGED', userId: own.userId }],
    });
  };

const isSame = (one: Participant, other: Participant): boolean =>
  one.microphone === other.microphone &&
  one.camera === other.camera &&
  one.screen === other.screen &&
  one.handRaisedAt === other.handRaisedAt;
