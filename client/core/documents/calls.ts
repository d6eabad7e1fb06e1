import {
  callEventFragment,
  callSignalFragment,
  incomingCallFragment,
} from '../../../domain/vocabulary/call-fragments.ts';
import type * as Schema from '../../../generated/schema.ts';
import { callEntry, callEvent, callPage, callReport, callSignal, ringing, videoCall } from '../calls/record.ts';
import { flag, nullable } from '../decode.ts';
import { mutation, query, selectionOf, subscription } from './operation.ts';

const under = 'call/';
const ofCall = selectionOf(
  callEventFragment.filter((path) => path.startsWith(under)).map((path) => path.slice(under.length)),
);
const aCall = { selection: ofCall, decode: videoCall };
const entry = { selection: `call { ${ofCall} } seat { appId channel uid token expiresAt }`, decode: callEntry };
const done = { decode: nullable(flag) };
const sample = 'bandwidthKbps packetLossPercent latencyMs jitterMs';

const onCall = (root: 'declineCall' | 'endCall' | 'startRecording' | 'stopRecording') =>
  mutation<{ callId: string }>(root, { callId: 'ID!' })(aCall);
const onParticipant = (root: 'muteParticipant' | 'removeParticipant') =>
  mutation<Schema.MutationMuteParticipantArgs>(root, { callId: 'ID!', userId: 'ID!' })(aCall);

export const call = query<Schema.QueryCallArgs>('call', { callId: 'ID!' })({
  selection: `call { ${ofCall} } quality {
    averages { ${sample} } samples worstMinute { userId startsAt averages { ${sample} } }
  }`,
  decode: callReport,
});
export const callHistory = query<Schema.QueryCallHistoryArgs>('callHistory', {
  sessionId: 'ID!',
  limit: 'Int',
  after: 'String',
})({ selection: `items { ${ofCall} } pageInfo { endCursor hasNextPage }`, decode: callPage });

export const initiateCall = mutation<Schema.MutationInitiateCallArgs>('initiateCall', {
  input: 'InitiateCallInput!',
})(entry);
export const acceptCall = mutation<Schema.MutationAcceptCallArgs>('acceptCall', { input: 'JoinCallInput!' })(entry);
export const joinCall = mutation<Schema.MutationJoinCallArgs>('joinCall', { input: 'JoinCallInput!' })(entry);
export const renewCallToken = mutation<Schema.MutationRenewCallTokenArgs>('renewCallToken', { callId: 'ID!' })(entry);
export const declineCall = onCall('declineCall');
export const leaveCall = mutation<Schema.MutationLeaveCallArgs>('leaveCall', { callId: 'ID!', clientId: 'ID' })(aCall);
export const endCall = onCall('endCall');
export const startRecording = onCall('startRecording');
export const stopRecording = onCall('stopRecording');
export const muteParticipant = onParticipant('muteParticipant');
export const removeParticipant = onParticipant('removeParticipant');
export const updateCallMedia = mutation<Schema.MutationUpdateCallMediaArgs>('updateCallMedia', {
  input: 'UpdateCallMediaInput!',
})(aCall);
export const keepCallAlive = mutation<Schema.MutationKeepCallAliveArgs>('keepCallAlive', {
  callId: 'ID!',
  clientId: 'ID',
})(done);
export const reportCallQuality = mutation<Schema.MutationReportCallQualityArgs>('reportCallQuality', {
  input: 'ReportCallQualityInput!',
})(done);
export const sendCallSignal = mutation<Schema.MutationSendCallSignalArgs>('sendCallSignal', {
  input: 'SendCallSignalInput!',
})({ selection: selectionOf(callSignalFragment), decode: callSignal });

export const onCallEvent = subscription<Schema.SubscriptionOnCallEventArgs>('onCallEvent', { sessionId: 'ID!' })({
  selection: selectionOf(callEventFragment),
  decode: callEvent,
});
export const onIncomingCall = subscription<Record<string, never>>(
  'onIncomingCall',
  {},
)({
  selection: selectionOf(incomingCallFragment),
  decode: ringing,
});
export const onCallSignal = subscription<Schema.SubscriptionOnCallSignalArgs>('onCallSignal', { callId: 'ID!' })({
  selection: selectionOf(callSignalFragment),
  decode: callSignal,
});
