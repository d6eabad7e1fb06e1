import type { Happening } from '../chat-session/chat-session.ts';
import type { CallFacts, SystemFacts } from '../vocabulary/message-content.ts';
import type { SystemEvent } from '../vocabulary/messages.ts';
import type { CallAct } from './decision.ts';
import type { OverPhase } from './phase.ts';
import { durationSeconds, isOver } from './phase.ts';
import type { QualitySample } from './quality.ts';
import { rounded } from './quality.ts';
import { filesOf } from './recording.ts';
import type { VideoCallState } from './state.ts';

type MoreFacts = Pick<CallFacts, 'fileIds' | 'outcome'> & { readonly userIds?: readonly string[] };

const factsOf = (
  state: VideoCallState,
  event: SystemEvent,
  { userIds = [], ...more }: MoreFacts = {},
): SystemFacts => ({
  event,
  userIds,
  role: null,
  until: null,
  messageSeq: null,
  session: null,
  call: { callId: state.id, mode: state.mode, durationSeconds: durationSeconds(state.phase), ...more },
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

/**
 * What it tells of what an act made of one: its end, and recordings that are there. What tells of a recording is kept as long as
 * what members say, and its files with it.
 */
export function toldOfCall(
  before: VideoCallState,
  after: VideoCallState,
  { by, at, session: { retentionDays } }: CallAct,
): readonly Happening[] {
  const { sessionId, phase } = after;
  const told = (system: SystemFacts): Happening => ({ sessionId, actor: by, at, system });
  const isOverNow = isOver(phase) && !isOver(before.phase);
  const ready = after.recordings.filter(
    ({ number, progress }) =>
      progress.state === 'AVAILABLE' &&
      before.recordings.find((one) => one.number === number)?.progress.state !== 'AVAILABLE',
  );
  return [
    ...(isOverNow ? [told(factsOf(after, endOf[phase.state], factsOfEnd(after, phase)))] : []),
    ...ready.map((recording) => ({
      ...told(factsOf(after, 'CALL_RECORDED', { fileIds: filesOf(recording) })),
      retentionDays,
    })),
  ];
}

const factsOfEnd = (after: VideoCallState, phase: OverPhase): MoreFacts => ({
  userIds: concernedBy(after, phase),
  ...(phase.startedAt === null ? {} : { outcome: { participantCount: after.participants.length, quality: null } }),
});

/** Who missed a call, or declined it. */
const concernedBy = ({ invited }: VideoCallState, { state }: OverPhase): readonly string[] =>
  state === 'MISSED' || state === 'DECLINED'
    ? invited.filter(({ answer }) => answer === state).map(({ userId }) => userId)
    : [];

/** Whether it tells how a call went, which is for others to say. */
export const tellsOutcome = ({ system }: Happening): boolean => system.call?.outcome !== undefined;

/** The same, with how the connections of the call were. */
export function withQuality(told: Happening, quality: QualitySample): Happening {
  const { system } = told;
  const { call } = system;
  if (call?.outcome === undefined) return told;
  return { ...told, system: { ...system, call: { ...call, outcome: { ...call.outcome, quality: rounded(quality) } } } };
}
