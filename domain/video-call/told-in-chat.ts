import type { Happening } from '../chat-session/chat-session.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import type { SystemEvent } from '../vocabulary/messages.ts';
import type { CallAct } from './decision.ts';
import type { OverPhase } from './phase.ts';
import { durationSeconds, isOver } from './phase.ts';
import type { VideoCallState } from './state.ts';

const factsOf = (state: VideoCallState, event: SystemEvent, userIds: readonly string[] = []): SystemFacts => ({
  event,
  userIds,
  role: null,
  until: null,
  messageSeq: null,
  session: null,
  call: { callId: state.id, mode: state.mode, durationSeconds: durationSeconds(state.phase) },
});

/** What the session's log tells of a call that starts. */
export const toldOfStart = (state: VideoCallState): Happening => ({
  sessionId: state.sessionId,
  actor: state.startedBy,
  at: state.createdAt,
  system: factsOf(state, 'CALL_STARTED'),
});

const endOf: Readonly<Record<OverPhase['state'], SystemEvent>> = {
  ENDED: 'CALL_ENDED',
  MISSED: 'CALL_MISSED',
  DECLINED: 'CALL_DECLINED',
  FAILED: 'CALL_FAILED',
};

/** What it tells of what an act made of one: its end, and recordings that are there. */
export function toldOfCall(before: VideoCallState, after: VideoCallState, { by, at }: CallAct): readonly Happening[] {
  const { sessionId, phase } = after;
  const told = (system: SystemFacts): Happening => ({ sessionId, actor: by, at, system });
  const isOverNow = isOver(phase) && !isOver(before.phase);
  const ready = after.recordings.filter(
    ({ number, progress }) =>
      progress.state === 'AVAILABLE' &&
      before.recordings.find((one) => one.number === number)?.progress.state !== 'AVAILABLE',
  );
  return [
    ...(isOverNow ? [told(factsOf(after, endOf[phase.state], concernedBy(after, phase)))] : []),
    ...ready.map(() => told(factsOf(after, 'CALL_RECORDED'))),
  ];
}

/** Who missed a call, or declined it. */
const concernedBy = ({ invited }: VideoCallState, { state }: OverPhase): readonly string[] =>
  state === 'MISSED' || state === 'DECLINED'
    ? invited.filter(({ answer }) => answer === state).map(({ userId }) => userId)
    : [];
