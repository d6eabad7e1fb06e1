import type {
  CallAnswer,
  CallEndReason,
  CallMode,
  CallState,
  RecordingFailure,
  RecordingState,
} from '../../../domain/vocabulary/calls.ts';
import type { Key } from './keys.ts';

/** Keys and shapes of what is in the table of calls. Times are ISO 8601 in UTC with milliseconds. */

export const callPartition = (callId: string): string => `CALL#${callId}`;

/** STATE: the call. */
export const callKey = (callId: string): Key => ({ pk: callPartition(callId), sk: 'STATE' });

/** What the sort key of every SEEN item starts with. They sort right before STATE: one range read has a call whole. */
export const callSeenKeyPrefix = 'SEEN#';

/** SEEN: when someone who is in the call was heard of last. By itself, so that hearing of people never meets a change. */
export const callSeenKey = (callId: string, userId: string): Key => ({
  pk: callPartition(callId),
  sk: callSeenKeyPrefix + userId,
});

/** What the sort key of every QUALITY item starts with. */
export const qualityKeyPrefix = 'QUALITY#';

/** QUALITY: what one participant reported of their connection. */
export const callQualityKey = (callId: string, userId: string): Key => ({
  pk: callPartition(callId),
  sk: qualityKeyPrefix + userId,
});

/** LIVE: the one call that goes on in a session. */
export const liveCallKey = (sessionId: string): Key => ({ pk: `SESSION#${sessionId}`, sk: 'LIVE' });

/** Where a call stands among those of its session. */
export const historyKeyOf = (createdAt: string, callId: string): string => `${createdAt}#${callId}`;

/** The call that an item of the table belongs to. */
export const callIdOf = (pk: string): string => pk.slice(callPartition('').length);

/** Every partition of what is due, so that no number of changes a second meets the limit of one. */
export const callDuePartitions: readonly string[] = ['CALLS#0', 'CALLS#1', 'CALLS#2', 'CALLS#3'];

/** The partition that a call is due in, by the last digit of its id. */
export const callDueOf = (callId: string): string =>
  `CALLS#${'0123456789abcdef'.indexOf(callId.slice(-1)) % callDuePartitions.length}`;

export interface InvitedAttribute {
  readonly userId: string;
  readonly answer: CallAnswer;
}

export interface ParticipantAttribute {
  readonly userId: string;
  readonly uid: number;
  readonly clientId: string | null;
  readonly joinedAt: string;
  readonly leftAt: string | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly handRaisedAt: string | null;
  /** As it was when the call was saved; of someone who is in, SEEN knows better. */
  readonly lastSeenAt: string;
  readonly isBarred: boolean;
}

export interface RecordingAttribute {
  readonly number: number;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly shownTo: readonly string[];
  readonly state: RecordingState;
  readonly resourceId: string | null;
  readonly sid: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly files: readonly { readonly name: string; readonly isPlayable: boolean; readonly fileId: string }[];
  readonly why: RecordingFailure | null;
  readonly checkAt: string | null;
}

export interface CallItem extends Key {
  readonly callId: string;
  /** Feeds the `bySession` index. */
  readonly sessionId: string;
  readonly historyKey: string;
  readonly version: number;
  readonly isPair: boolean;
  readonly channel: string;
  readonly startedBy: string;
  readonly mode: CallMode;
  readonly state: CallState;
  readonly createdAt: string;
  readonly ringsUntil: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly reason: CallEndReason | null;
  readonly invited: readonly InvitedAttribute[];
  readonly participants: readonly ParticipantAttribute[];
  readonly recordings: readonly RecordingAttribute[];
  /** Feed the `byDue` index; absent where nothing more is to come. */
  readonly due?: string;
  readonly dueAt?: string;
}

export interface CallSeenItem extends Key {
  readonly lastSeenAt: string;
}

export interface LiveCallItem extends Key {
  readonly callId: string;
}

export interface SampleAttribute {
  readonly bandwidthKbps: number;
  readonly packetLossPercent: number;
  readonly latencyMs: number;
  readonly jitterMs: number;
}

export interface TallyAttribute {
  readonly samples: number;
  readonly sums: SampleAttribute;
}

export interface MinuteAttribute {
  readonly startsAt: string;
  readonly tally: TallyAttribute;
}

export interface CallQualityItem extends Key {
  readonly userId: string;
  /** Of `total`: by it two states are told apart. */
  readonly samples: number;
  readonly total: TallyAttribute;
  readonly current: MinuteAttribute;
  readonly worst: MinuteAttribute | null;
}
