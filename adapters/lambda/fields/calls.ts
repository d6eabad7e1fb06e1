import type { CallEntry, CallService, CallView, JoinCall } from '../../../application/ports/call-service.ts';
import type { Instant } from '../../../domain/shared/instant.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import { isOver } from '../../../domain/video-call/phase.ts';
import type { CallQuality } from '../../../domain/video-call/quality.ts';
import type { Recording } from '../../../domain/video-call/recording.ts';
import { filesOf } from '../../../domain/video-call/recording.ts';
import type { ChangeMedia } from '../../../domain/video-call/decisions/change-media.ts';
import { CallEvent, CallMode } from '../../../domain/vocabulary/calls.ts';
import type {
  CallEntry as EntryValue,
  CallQuality as QualityValue,
  CallRecording,
  VideoCall,
} from '../../../generated/schema.ts';
import type { EventReader } from '../event-reader.ts';
import type { Caller, ServiceFields } from '../service-field.ts';
import { operatorField, userField } from '../service-field.ts';

type Entering = 'acceptCall' | 'joinCall';
type Changing = 'declineCall' | 'endCall' | 'startRecording' | 'stopRecording';
type Ruling = 'muteParticipant' | 'removeParticipant';

const clientIn = (args: EventReader) => ({ clientId: args.textOrNull('clientId') });
const ofCall = (args: EventReader, { user }: Caller) => ({ user, callId: args.text('callId') });

const ofClient = (args: EventReader, caller: Caller) => ({ ...ofCall(args, caller), ...clientIn(args) });

export const callFields = (service: CallService): ServiceFields => {
  const entering = (name: Entering, doing: string) =>
    userField({ doing, read: readJoining, ask: service[name], show: toEntry });
  const changing = (name: Changing, doing: string) =>
    userField({ doing, read: ofCall, ask: service[name], show: toCall });
  const ruling = (name: Ruling, doing: string) =>
    userField({
      doing,
      read: (args, caller) => ({ ...ofCall(args, caller), userId: args.text('userId') }),
      ask: service[name],
      show: toCall,
    });

  return {
    initiateCall: userField({
      doing: 'start the call',
      read: (args, { user }) => {
        const input = args.object('input');
        return {
          user,
          sessionId: input.text('sessionId'),
          ...clientIn(input),
          mode: input.oneOf('mode', CallMode, 'VIDEO'),
          userIds: input.isGiven('userIds') ? input.texts('userIds') : null,
        };
      },
      ask: service.initiateCall,
      show: toEntry,
    }),
    acceptCall: entering('acceptCall', 'accept the call'),
    joinCall: entering('joinCall', 'join the call'),
    renewCallToken: userField({ doing: 'renew the token', read: ofCall, ask: service.renewCallToken, show: toEntry }),
    declineCall: changing('declineCall', 'decline the call'),
    leaveCall: userField({ doing: 'leave the call', read: ofClient, ask: service.leaveCall, show: toCall }),
    endCall: changing('endCall', 'end the call'),
    startRecording: changing('startRecording', 'record the call'),
    stopRecording: changing('stopRecording', 'stop the recording'),
    muteParticipant: ruling('muteParticipant', 'mute the participant'),
    removeParticipant: ruling('removeParticipant', 'remove the participant'),
    updateCallMedia: userField({
      doing: 'change what is shown',
      read: (args, caller) => {
        const input = args.object('input');
        return { ...ofCall(input, caller), media: readMedia(input) };
      },
      ask: service.updateCallMedia,
      show: toCall,
    }),
    keepCallAlive: userField({ doing: 'keep the call alive', read: ofClient, ask: service.heartbeat, show: itself }),
    reportCallQuality: userField({
      doing: 'report the quality',
      read: (args, caller) => {
        const input = args.object('input');
        return {
          ...ofCall(input, caller),
          sample: {
            bandwidthKbps: input.number('bandwidthKbps'),
            packetLossPercent: input.number('packetLossPercent'),
            latencyMs: input.number('latencyMs'),
            jitterMs: input.number('jitterMs'),
          },
        };
      },
      ask: service.reportCallQuality,
      show: itself,
    }),
    call: userField({
      doing: 'show the call',
      read: ofCall,
      ask: service.readCall,
      show: ({ call, quality }) => ({ call: toCall(call), quality: quality && toQuality(quality) }),
    }),
    callHistory: userField({
      doing: 'list the calls',
      read: (args, { user }) => ({
        user,
        sessionId: args.text('sessionId'),
        limit: args.integer('limit', 20),
        after: args.textOrNull('after'),
      }),
      ask: service.callHistory,
      show: ({ items, ...page }) => ({ items: items.map(toCall), pageInfo: page }),
    }),
    sendCallSignal: userField({
      doing: 'send the signal',
      read: (args, caller) => {
        const input = args.object('input');
        return { ...ofCall(input, caller), to: input.text('to'), payload: input.text('payload') };
      },
      ask: service.sendCallSignal,
      show: itself,
    }),
    onCallSignal: userField({
      doing: 'listen for signals',
      read: ofCall,
      ask: service.hearCallSignals,
      show: itself,
    }),
    ...publishing(service),
  };
};

/** What this installation's services tell subscribers by. */
const publishing = (service: CallService): ServiceFields => ({
  publishCallEvent: async (event) => {
    const args = event.object('arguments');
    const [name, userId] = [args.oneOf('event', CallEvent), args.textOrNull('userId')];
    return operatorField({
      doing: 'publish what happened in the call',
      read: () => ({ callId: args.text('callId'), rings: null }),
      ask: service.callToTell,
      show: (call) => ({ sessionId: call.sessionId, event: name, userId, call: toCall(call) }),
    })(event);
  },
  publishIncomingCall: async (event) => {
    const userId = event.object('arguments').text('userId');
    return operatorField({
      doing: 'publish the call',
      read: (args) => ({ callId: args.text('callId'), rings: userId }),
      ask: service.callToTell,
      show: (call) => ({ userId, call: toCall(call) }),
    })(event);
  },
});

function readJoining(args: EventReader, caller: Caller): JoinCall {
  const input = args.object('input');
  return {
    ...ofClient(input, caller),
    microphone: input.boolean('microphone', true),
    camera: input.boolean('camera', false),
    consentsToRecording: input.boolean('consentsToRecording', false),
  };
}

/** `null`, like what is left out, leaves it as it is. */
function readMedia(input: EventReader): ChangeMedia {
  const switched = (name: keyof ChangeMedia) => (input.isGiven(name) ? { [name]: input.boolean(name, false) } : {});
  return { ...switched('microphone'), ...switched('camera'), ...switched('screen'), ...switched('hand') };
}

const itself = <Value>(value: Value): Value => value;
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

const toEntry = ({ call, seat }: CallEntry): EntryValue => ({
  call: toCall(call),
  seat: seat && {
    appId: seat.appId,
    channel: seat.channel,
    uid: seat.uid,
    token: seat.token,
    expiresAt: toIso(seat.expiresAt),
  },
});

const toCall = (call: CallView): VideoCall => ({
  id: call.id,
  sessionId: call.sessionId,
  startedBy: call.startedBy,
  mode: call.mode,
  state: call.phase.state,
  createdAt: toIso(call.createdAt),
  ringsUntil: toIso(call.ringsUntil),
  startedAt: 'startedAt' in call.phase ? isoOrNull(call.phase.startedAt) : null,
  endedAt: isOver(call.phase) ? toIso(call.phase.endedAt) : null,
  endReason: isOver(call.phase) ? call.phase.reason : null,
  durationSeconds: call.durationSeconds,
  invited: call.invited.map(({ userId, answer }) => ({ userId, answer })),
  participants: call.participants.map((one) => ({
    userId: one.userId,
    uid: one.uid,
    clientId: one.clientId,
    role: one.role,
    joinedAt: toIso(one.joinedAt),
    leftAt: isoOrNull(one.leftAt),
    microphone: one.microphone,
    camera: one.camera,
    screen: one.screen,
    handRaisedAt: isoOrNull(one.handRaisedAt),
    isBarred: one.isBarred,
  })),
  recordings: call.recordings.map(toRecording),
  version: call.version,
});

const toRecording = (recording: Recording): CallRecording => {
  const { progress } = recording;
  return {
    number: recording.number,
    requestedBy: recording.requestedBy,
    requestedAt: toIso(recording.requestedAt),
    shownTo: recording.shownTo,
    state: progress.state,
    startedAt: 'startedAt' in progress ? toIso(progress.startedAt) : null,
    endedAt: 'endedAt' in progress ? toIso(progress.endedAt) : null,
    failure: progress.state === 'FAILED' ? progress.why : null,
    fileIds: filesOf(recording),
  };
};

const toQuality = ({ averages, samples, worstMinute }: CallQuality): QualityValue => ({
  averages,
  samples,
  worstMinute: {
    userId: worstMinute.userId,
    startsAt: toIso(worstMinute.startsAt),
    averages: worstMinute.averages,
  },
});
