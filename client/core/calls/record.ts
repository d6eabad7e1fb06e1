import {
  CallAnswer,
  CallEndReason,
  CallEvent,
  CallMode,
  CallRole,
  CallState,
  RecordingFailure,
  RecordingState,
  SignalKind,
} from '../../../domain/vocabulary/calls.ts';
import type * as Schema from '../../../generated/schema.ts';
import { field, flag, list, nullable, number, oneOf, text } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import { pageOf } from '../model.ts';

const invite: Decoder<Schema.CallInvite> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  answer: field(value, 'answer', path, oneOf(CallAnswer)),
});

const participant: Decoder<Schema.CallParticipant> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  uid: field(value, 'uid', path, number),
  clientId: field(value, 'clientId', path, nullable(text)),
  role: field(value, 'role', path, oneOf(CallRole)),
  joinedAt: field(value, 'joinedAt', path, text),
  leftAt: field(value, 'leftAt', path, nullable(text)),
  microphone: field(value, 'microphone', path, flag),
  camera: field(value, 'camera', path, flag),
  screen: field(value, 'screen', path, flag),
  handRaisedAt: field(value, 'handRaisedAt', path, nullable(text)),
  isBarred: field(value, 'isBarred', path, flag),
});

const recording: Decoder<Schema.CallRecording> = (value, path) => ({
  number: field(value, 'number', path, number),
  requestedBy: field(value, 'requestedBy', path, text),
  requestedAt: field(value, 'requestedAt', path, text),
  shownTo: field(value, 'shownTo', path, list(text)),
  state: field(value, 'state', path, oneOf(RecordingState)),
  startedAt: field(value, 'startedAt', path, nullable(text)),
  endedAt: field(value, 'endedAt', path, nullable(text)),
  failure: field(value, 'failure', path, nullable(oneOf(RecordingFailure))),
  fileIds: field(value, 'fileIds', path, list(text)),
});

/** A call as the server has it. Of two, the one with the greater `version` is the newer. */
export const videoCall: Decoder<Schema.VideoCall> = (value, path) => ({
  id: field(value, 'id', path, text),
  sessionId: field(value, 'sessionId', path, text),
  startedBy: field(value, 'startedBy', path, text),
  mode: field(value, 'mode', path, oneOf(CallMode)),
  state: field(value, 'state', path, oneOf(CallState)),
  createdAt: field(value, 'createdAt', path, text),
  ringsUntil: field(value, 'ringsUntil', path, text),
  startedAt: field(value, 'startedAt', path, nullable(text)),
  endedAt: field(value, 'endedAt', path, nullable(text)),
  endReason: field(value, 'endReason', path, nullable(oneOf(CallEndReason))),
  durationSeconds: field(value, 'durationSeconds', path, nullable(number)),
  invited: field(value, 'invited', path, list(invite)),
  participants: field(value, 'participants', path, list(participant)),
  recordings: field(value, 'recordings', path, list(recording)),
  version: field(value, 'version', path, number),
});

const seat: Decoder<Schema.CallSeat> = (value, path) => ({
  appId: field(value, 'appId', path, text),
  channel: field(value, 'channel', path, text),
  uid: field(value, 'uid', path, number),
  token: field(value, 'token', path, text),
  expiresAt: field(value, 'expiresAt', path, text),
});

export const callEntry: Decoder<Schema.CallEntry> = (value, path) => ({
  call: field(value, 'call', path, videoCall),
  seat: field(value, 'seat', path, nullable(seat)),
});

const qualitySample: Decoder<Schema.QualitySample> = (value, path) => ({
  bandwidthKbps: field(value, 'bandwidthKbps', path, number),
  packetLossPercent: field(value, 'packetLossPercent', path, number),
  latencyMs: field(value, 'latencyMs', path, number),
  jitterMs: field(value, 'jitterMs', path, number),
});

const callQuality: Decoder<Schema.CallQuality> = (value, path) => ({
  averages: field(value, 'averages', path, qualitySample),
  samples: field(value, 'samples', path, number),
  worstMinute: field(value, 'worstMinute', path, (minute, at) => ({
    userId: field(minute, 'userId', at, text),
    startsAt: field(minute, 'startsAt', at, text),
    averages: field(minute, 'averages', at, qualitySample),
  })),
});

export const callReport: Decoder<Schema.CallReport> = (value, path) => ({
  call: field(value, 'call', path, videoCall),
  quality: field(value, 'quality', path, nullable(callQuality)),
});

export const callPage = pageOf(videoCall);

export const callEvent: Decoder<Schema.CallEvent> = (value, path) => ({
  sessionId: field(value, 'sessionId', path, text),
  event: field(value, 'event', path, oneOf(CallEvent)),
  userId: field(value, 'userId', path, nullable(text)),
  call: field(value, 'call', path, videoCall),
});

export const ringing: Decoder<Schema.IncomingCall> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  call: field(value, 'call', path, videoCall),
});

export const callSignal: Decoder<Schema.CallSignal> = (value, path) => ({
  callId: field(value, 'callId', path, text),
  from: field(value, 'from', path, text),
  to: field(value, 'to', path, text),
  kind: field(value, 'kind', path, oneOf(SignalKind)),
  payload: field(value, 'payload', path, text),
});
