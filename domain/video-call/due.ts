import type { Instant } from '../shared/instant.ts';
import { instantOf, later } from '../shared/instant.ts';
import { CallDurations } from '../vocabulary/call-limits.ts';
import { presentIn } from './participants.ts';
import { isOver } from './phase.ts';
import type { VideoCallState } from './state.ts';

/** When a call is to be looked at unless something happens to it before; `null` where nothing more is to come. */
export function dueOf(state: VideoCallState): Instant | null {
  const times = [...callTimes(state), ...state.recordings.flatMap(({ checkAt }) => checkAt ?? [])];
  return times.length === 0 ? null : instantOf(Math.min(...times));
}

function callTimes(state: VideoCallState): readonly Instant[] {
  const { phase, createdAt, ringsUntil, invited } = state;
  if (isOver(phase)) return [];
  if (phase.state === 'INITIATED') return [later(createdAt, CallDurations.told)];
  if (phase.state === 'RINGING') return [ringsUntil];
  const rings = invited.some(({ answer }) => answer === 'PENDING') ? [ringsUntil] : [];
  return [...rings, ...presentIn(state).map(({ lastSeenAt }) => later(lastSeenAt, CallDurations.silence))];
}
