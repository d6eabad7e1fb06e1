import { signOfCall } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { presentAs } from '../../domain/video-call/participants.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { Presences } from '../ports/presences.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import type { VideoCalls } from '../ports/video-calls.ts';

export interface ShowPresenceDependencies {
  readonly presences: Pick<Presences, 'note'>;
  readonly videoCalls: Pick<VideoCalls, 'find'>;
  readonly live: Pick<LiveDelivery, 'presenceChanged'>;
  readonly clock: Clock;
  /** Told that someone's presence does not show what became of a call. */
  readonly reportNotShown: (failure: { readonly why: string }) => void;
}

/** Who keeps coming and going is shown right by the change that comes next, or when the sign lapses. */
const rounds = 3;

/**
 * Shows these users as in the call, or as not in it any more. Who comes in and goes at the same moment is told of by two who do
 * not know of each other; so each looks at the call again after its own word, and whoever spoke last sees what is so.
 *
 * A call goes on where presence cannot be noted: that is reported, and the sign lapses within minutes.
 */
export async function showPresence(
  dependencies: ShowPresenceDependencies,
  call: VideoCallState,
  users: readonly UserId[],
): Promise<void> {
  try {
    await showUntilTrue(dependencies, call, users);
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
    dependencies.reportNotShown({ why: error.message });
  }
}

async function showUntilTrue(
  dependencies: ShowPresenceDependencies,
  call: VideoCallState,
  users: readonly UserId[],
): Promise<void> {
  let [shown, left] = [call, users];
  for (let round = 1; round <= rounds && left.length > 0; round += 1) {
    const said = shown;
    await Promise.all(left.map((user) => show(dependencies, said, user)));
    if (isOver(said.phase)) return;
    const found = await dependencies.videoCalls.find(said.id);
    if (found === undefined) return;
    left = left.filter((user) => isIn(found.state, user) !== isIn(said, user));
    shown = found.state;
  }
}

const isIn = (call: VideoCallState, user: UserId): boolean => presentAs(call, user) !== undefined;

async function show(
  { presences, live, clock }: ShowPresenceDependencies,
  call: VideoCallState,
  user: UserId,
): Promise<void> {
  const { told } = await presences.note(user, signOfCall(call.id, isIn(call, user), clock.now()));
  if (told) await live.presenceChanged(user);
}
