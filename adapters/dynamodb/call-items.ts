import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { dueOf } from '../../domain/video-call/due.ts';
import type { Participant } from '../../domain/video-call/participants.ts';
import type { OverPhase, Phase } from '../../domain/video-call/phase.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { VideoCall } from '../../domain/video-call/video-call.ts';
import { CallAnswer, CallEndReason, CallMode, CallState } from '../../domain/vocabulary/calls.ts';
import { Attributes } from './attributes.ts';
import { readRecording, recordingAttribute } from './call-recording-items.ts';
import type { CallItem, ParticipantAttribute, CallSeenItem } from './layout/index.ts';
import { callDueOf, callKey, historyKeyOf, callSeenKey, callSeenKeyPrefix } from './layout/index.ts';

export const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** @param version of the call as it is saved. */
export function callItem(state: VideoCallState, version: number): CallItem {
  const { id, sessionId, isPair, channel, startedBy, mode, phase } = state;
  const due = dueOf(state);
  return {
    ...callKey(id),
    callId: id,
    sessionId,
    historyKey: historyKeyOf(toIso(state.createdAt), id),
    version,
    isPair,
    channel,
    startedBy,
    mode,
    state: phase.state,
    createdAt: toIso(state.createdAt),
    ringsUntil: toIso(state.ringsUntil),
    startedAt: isoOrNull('startedAt' in phase ? phase.startedAt : null),
    endedAt: isoOrNull(isOver(phase) ? phase.endedAt : null),
    reason: isOver(phase) ? phase.reason : null,
    invited: state.invited.map(({ userId, answer }) => ({ userId, answer })),
    participants: state.participants.map(participantAttribute),
    recordings: state.recordings.map(recordingAttribute),
    ...(due === null ? {} : { due: callDueOf(id), dueAt: toIso(due) }),
  };
}

const participantAttribute = (one: Participant): ParticipantAttribute => ({
  userId: one.userId,
  uid: one.uid,
  clientId: one.clientId,
  joinedAt: toIso(one.joinedAt),
  leftAt: isoOrNull(one.leftAt),
  microphone: one.microphone,
  camera: one.camera,
  screen: one.screen,
  handRaisedAt: isoOrNull(one.handRaisedAt),
  lastSeenAt: toIso(one.lastSeenAt),
  isBarred: one.isBarred,
});

export const seenItem = (state: VideoCallState, { userId, lastSeenAt }: Participant): CallSeenItem => ({
  ...callSeenKey(state.id, userId),
  lastSeenAt: toIso(lastSeenAt),
});

function readCallState(item: unknown): VideoCallState {
  const call = new Attributes(item, 'call');
  return {
    id: call.callId('callId'),
    sessionId: call.sessionId('sessionId'),
    isPair: call.flag('isPair'),
    channel: call.text('channel'),
    startedBy: call.userId('startedBy'),
    mode: call.oneOf('mode', CallMode),
    phase: readPhase(call),
    createdAt: call.instant('createdAt'),
    ringsUntil: call.instant('ringsUntil'),
    invited: call
      .parts('invited')
      .map((one) => ({ userId: one.userId('userId'), answer: one.oneOf('answer', CallAnswer) })),
    participants: call.parts('participants').map(readParticipant),
    recordings: call.parts('recordings').map(readRecording),
  };
}

function readPhase(call: Attributes): Phase {
  const state = call.oneOf('state', CallState);
  switch (state) {
    case 'INITIATED':
    case 'RINGING':
      return { state };
    case 'ACTIVE':
      return { state, startedAt: call.instant('startedAt') };
    default:
      return overPhase(call, state);
  }
}

const overPhase = (call: Attributes, state: OverPhase['state']): OverPhase => ({
  state,
  startedAt: call.instantOrNull('startedAt'),
  endedAt: call.instant('endedAt'),
  reason: call.oneOf('reason', CallEndReason),
});

const readParticipant = (one: Attributes): Participant => ({
  userId: one.userId('userId'),
  uid: one.count('uid'),
  clientId: one.textOrNull('clientId'),
  joinedAt: one.instant('joinedAt'),
  leftAt: one.instantOrNull('leftAt'),
  microphone: one.flag('microphone'),
  camera: one.flag('camera'),
  screen: one.flag('screen'),
  handRaisedAt: one.instantOrNull('handRaisedAt'),
  lastSeenAt: one.instant('lastSeenAt'),
  isBarred: one.flag('isBarred'),
});

/** A call as it was saved, whoever was heard of since. */
export const readSavedCall = (item: unknown): VideoCall =>
  VideoCall.restore(readCallState(item), new Attributes(item, 'call').count('version'));

/** A call of what stands in its partition from the first SEEN item on; `undefined` where no call does. */
export function readCall(items: readonly Readonly<Record<string, unknown>>[]): VideoCall | undefined {
  const stored = items.find(({ sk }) => sk === 'STATE');
  if (stored === undefined) return undefined;
  const state = readCallState(stored);
  const seen = new Map(items.filter((item) => item !== stored).map(readSeen));
  const participants = state.participants.map((one) => {
    if (one.leftAt !== null) return one;
    const lastSeenAt = seen.get(one.userId);
    if (lastSeenAt === undefined) throw new StoreBroken('read the call', 'a participant has no sign of life');
    return { ...one, lastSeenAt };
  });
  return VideoCall.restore({ ...state, participants }, new Attributes(stored, 'call').count('version'));
}

function readSeen(item: Readonly<Record<string, unknown>>): readonly [UserId, Instant] {
  const seen = new Attributes({ ...item, userId: String(item['sk']).slice(callSeenKeyPrefix.length) }, 'sign of life');
  return [seen.userId('userId'), seen.instant('lastSeenAt')];
}
