import type * as Schema from '../../../generated/schema.ts';
import type { CaptureError, MediaState, MediaStatus, MediaTracks, QualitySample } from './media.ts';

export type CallPhase = 'ringing' | 'live' | 'over';

/**
 * Why somebody is not in a call any more, here: they hung up, here or on another device; they are in it in another tab or on
 * another device now; they were removed; or it is over.
 */
export type CallEnding = 'hung-up' | 'elsewhere' | 'moved' | 'removed' | 'ended' | 'declined' | 'unanswered' | 'failed';

export interface CallMember {
  readonly userId: string;
  readonly isSelf: boolean;
  readonly role: Schema.CallRole;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly handRaisedAt: string | null;
  /** What there is to play; something is shown on it only where the flag above says so. */
  readonly tracks: MediaTracks;
}

/** What of one's own goes out. */
export interface OwnState {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly hand: boolean;
}

export interface CallState {
  readonly phase: CallPhase;
  readonly callId: string;
  readonly sessionId: string;
  readonly mode: Schema.CallMode;
  readonly startedBy: string;
  /** How media goes; `connecting` until it does. */
  readonly media: MediaStatus;
  /** Whoever is in it, in the order in which they came; oneself among them. */
  readonly members: readonly CallMember[];
  /** Whoever was rung and has not answered yet. */
  readonly ringing: readonly string[];
  readonly own: OwnState;
  /** Why a device of one's own is not open, by the newest attempt of each. */
  readonly problems: readonly CaptureError[];
  /** Who shares a screen. */
  readonly sharer: string | undefined;
  /** While it is recorded: on whose wish. Everyone in it is told. */
  readonly recording: { readonly by: string; readonly isOn: boolean } | undefined;
  /** When the first one answered, in epoch milliseconds of the server's clock. */
  readonly startedAt: number | undefined;
  readonly quality: CallQualityLevel;
  /** Set when it is over, for oneself. */
  readonly ending: CallEnding | undefined;
  /** Of one that is over for everyone. */
  readonly durationSeconds: number | undefined;
}

export type CallQualityLevel = 'unknown' | 'good' | 'fair' | 'poor';

const recorded: ReadonlySet<Schema.RecordingState> = new Set(['STARTING', 'RECORDING']);

export const isLive = ({ state }: Schema.VideoCall): boolean =>
  state === 'INITIATED' || state === 'RINGING' || state === 'ACTIVE';

export const presentIn = ({ participants }: Schema.VideoCall): readonly Schema.CallParticipant[] =>
  participants.filter(({ leftAt }) => leftAt === null);

export const participantIn = (call: Schema.VideoCall, userId: string): Schema.CallParticipant | undefined =>
  call.participants.find((one) => one.userId === userId);

export const recordingIn = ({ recordings }: Schema.VideoCall): CallState['recording'] => {
  const on = recordings.find(({ state }) => recorded.has(state));
  return on === undefined ? undefined : { by: on.requestedBy, isOn: on.state === 'RECORDING' };
};

/** Why a call is over for everyone; undefined while it is not. */
export const endingOf = ({ state }: Schema.VideoCall): CallEnding | undefined => {
  switch (state) {
    case 'ENDED':
      return 'ended';
    case 'DECLINED':
      return 'declined';
    case 'MISSED':
      return 'unanswered';
    case 'FAILED':
      return 'failed';
    default:
      return undefined;
  }
};

/** As people feel it: ITU-T G.114 has conversations suffer from 150 ms one way, and from 400 ms on. */
export const levelOf = ({ packetLossPercent, latencyMs, jitterMs }: QualitySample): CallQualityLevel => {
  if (packetLossPercent > 8 || latencyMs > 600 || jitterMs > 80) return 'poor';
  return packetLossPercent > 2 || latencyMs > 300 || jitterMs > 30 ? 'fair' : 'good';
};

export interface Shown {
  readonly call: Schema.VideoCall;
  readonly userId: string;
  readonly media: MediaState;
  readonly own: OwnState;
  readonly ownTracks: MediaTracks;
  readonly problems: readonly CaptureError[];
  readonly quality: CallQualityLevel;
  readonly ending: CallEnding | undefined;
}

/** A call as whoever is in it sees it. */
export const shownCall = ({ call, userId, media, own, ownTracks, problems, quality, ending }: Shown): CallState => {
  const members = ending === undefined ? presentIn(call) : [];
  return {
    phase: ending !== undefined ? 'over' : call.state === 'ACTIVE' ? 'live' : 'ringing',
    callId: call.id,
    sessionId: call.sessionId,
    mode: call.mode,
    startedBy: call.startedBy,
    media: media.status,
    members: members.map((one) => memberOf(one, one.userId === userId, own, ownTracks, media)),
    ringing: call.invited.flatMap(({ userId: id, answer }) => (answer === 'PENDING' ? [id] : [])),
    own,
    problems,
    sharer: own.screen ? userId : members.find((one) => one.screen && one.userId !== userId)?.userId,
    recording: ending === undefined ? recordingIn(call) : undefined,
    startedAt: call.startedAt === null ? undefined : Date.parse(call.startedAt),
    quality,
    ending,
    durationSeconds: call.durationSeconds ?? undefined,
  };
};

const memberOf = (
  { userId, role, microphone, camera, screen, handRaisedAt }: Schema.CallParticipant,
  isSelf: boolean,
  own: OwnState,
  ownTracks: MediaTracks,
  { remote }: MediaState,
): CallMember =>
  isSelf
    ? { userId, isSelf, role, ...shownOf(own), handRaisedAt, tracks: ownTracks }
    : { userId, isSelf, role, microphone, camera, screen, handRaisedAt, tracks: remote.get(userId) ?? {} };

const shownOf = ({ microphone, camera, screen }: OwnState) => ({ microphone, camera, screen });
