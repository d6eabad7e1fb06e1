import { callEventFragment, callSignalFragment, incomingCallFragment } from '../../domain/vocabulary/call-fragments.ts';
import { nested } from './graphql.ts';

const under = 'call/';
/** Everything that members see of a call. */
export const CALL = nested(
  callEventFragment.filter((path) => path.startsWith(under)).map((path) => path.slice(under.length)),
);
const ENTRY = `call { ${CALL} } seat { appId channel uid token expiresAt }`;
const SIGNAL = nested(callSignalFragment);

export const INITIATE = `mutation($input: InitiateCallInput!) { initiateCall(input: $input) { ${ENTRY} } }`;
export const ACCEPT = `mutation($input: JoinCallInput!) { acceptCall(input: $input) { ${ENTRY} } }`;
export const JOIN = `mutation($input: JoinCallInput!) { joinCall(input: $input) { ${ENTRY} } }`;
export const MEDIA = `mutation($input: UpdateCallMediaInput!) { updateCallMedia(input: $input) { ${CALL} } }`;
export const REMOVE_FROM_CALL = `mutation($callId: ID!, $userId: ID!) {
  removeParticipant(callId: $callId, userId: $userId) { ${CALL} }
}`;
export const SIGNAL_TO = `mutation($input: SendCallSignalInput!) { sendCallSignal(input: $input) { ${SIGNAL} } }`;
export const READ_CALL = `query($callId: ID!) { call(callId: $callId) {
  call { ${CALL} } quality { samples averages { latencyMs } worstMinute { userId } }
} }`;
export const HISTORY = `query($sessionId: ID!, $limit: Int, $after: String) {
  callHistory(sessionId: $sessionId, limit: $limit, after: $after) {
    items { id state } pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
  }
}`;
/** `leaveCall`, `endCall` and the others that take a call and answer it. */
export const onCall = (field: string): string => `mutation($callId: ID!) { ${field}(callId: $callId) { ${CALL} } }`;

export const ON_CALL_EVENT = `subscription($sessionId: ID!) {
  onCallEvent(sessionId: $sessionId) { ${nested(callEventFragment)} }
}`;
export const ON_INCOMING_CALL = `subscription { onIncomingCall { ${nested(incomingCallFragment)} } }`;
export const ON_CALL_SIGNAL = `subscription($callId: ID!) { onCallSignal(callId: $callId) { ${SIGNAL} } }`;

/** What tests read of a call. */
export interface AnsweredCall {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly participants: readonly { readonly userId: string; readonly leftAt: string | null }[];
}

export interface AnsweredEntry {
  readonly call: AnsweredCall;
  readonly seat: Readonly<Record<string, unknown>> | null;
}
