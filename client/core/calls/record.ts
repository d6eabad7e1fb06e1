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
import { fields, flag, list, nullable, number, oneOf, text } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import { pageOf } from '../model.ts';

const invite: Decoder<Schema.CallInvite> = /* @__PURE__ */ fields({
  userId: text,
  answer: oneOf(CallAnswer),
});

const participant: Decoder<Schema.CallParticipant> = /* @__PURE__ */ fields({
  userId: text,
  uid: number,
  clientId: nullable(text),
  role: oneOf(CallRole),
  joinedAt: text,
  leftAt: nullable(text),
  microphone: flag,
  camera: flag,
  screen: flag,
  handRaisedAt: nullable(text),
  isBarred: flag,
});

const recording: Decoder<Schema.CallRecording> = /* @__PURE__ */ fields({
  number,
  requestedBy: text,
  requestedAt: text,
  shownTo: list(text),
  state: oneOf(RecordingState),
  startedAt: nullable(text),
  endedAt: nullable(text),
  failure: nullable(oneOf(RecordingFailure)),
  fileIds: list(text),
});

/** A call as the server has it. Of two, the one with the greater `version` is the newer. */
export const videoCall: Decoder<Schema.VideoCall> = /* @__PURE__ */ fields({
  id: text,
  sessionId: text,
  startedBy: text,
  mode: oneOf(CallMode),
  state: oneOf(CallState),
  createdAt: text,
  ringsUntil: text,
  startedAt: nullable(text),
  endedAt: nullable(text),
  endReason: nullable(oneOf(CallEndReason)),
  durationSeconds: nullable(number),
  invited: list(invite),
  participants: list(participant),
  recordings: list(recording),
  version: number,
});

const seat: Decoder<Schema.CallSeat> = /* @__PURE__ */ fields({
  appId: text,
  channel: text,
  uid: number,
  token: text,
  expiresAt: text,
});

export const callEntry: Decoder<Schema.CallEntry> = /* @__PURE__ */ fields({
  call: videoCall,
  seat: nullable(seat),
});

const qualitySample: Decoder<Schema.QualitySample> = /* @__PURE__ */ fields({
  bandwidthKbps: number,
  packetLossPercent: number,
  latencyMs: number,
  jitterMs: number,
});

const callQuality: Decoder<Schema.CallQuality> = /* @__PURE__ */ fields({
  averages: qualitySample,
  samples: number,
  worstMinute: fields({ userId: text, startsAt: text, averages: qualitySample }),
});

export const callReport: Decoder<Schema.CallReport> = /* @__PURE__ */ fields({
  call: videoCall,
  quality: nullable(callQuality),
});

export const callPage = pageOf(videoCall);

export const callEvent: Decoder<Schema.CallEvent> = /* @__PURE__ */ fields({
  sessionId: text,
  event: oneOf(CallEvent),
  userId: nullable(text),
  call: videoCall,
});

export const ringing: Decoder<Schema.IncomingCall> = /* @__PURE__ */ fields({
  userId: text,
  call: videoCall,
});

export const callSignal: Decoder<Schema.CallSignal> = /* @__PURE__ */ fields({
  callId: text,
  from: text,
  to: text,
  kind: oneOf(SignalKind),
  payload: text,
});
