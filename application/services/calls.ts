import type { CallService } from '../ports/call-service.ts';
import { acceptCall } from '../use-cases/accept-call.ts';
import { callHistory } from '../use-cases/call-history.ts';
import { callToTell } from '../use-cases/call-to-tell.ts';
import { declineCall } from '../use-cases/decline-call.ts';
import { endCall } from '../use-cases/end-call.ts';
import { hearCallSignals } from '../use-cases/hear-call-signals.ts';
import { heartbeat } from '../use-cases/heartbeat.ts';
import type { InitiateCallDependencies } from '../use-cases/initiate-call.ts';
import { initiateCall } from '../use-cases/initiate-call.ts';
import { joinCall } from '../use-cases/join-call.ts';
import { leaveCall } from '../use-cases/leave-call.ts';
import { muteParticipant } from '../use-cases/mute-participant.ts';
import { readCall } from '../use-cases/read-call.ts';
import { removeParticipant } from '../use-cases/remove-participant.ts';
import { renewCallToken } from '../use-cases/renew-call-token.ts';
import { reportCallQuality } from '../use-cases/report-call-quality.ts';
import { sendCallSignal } from '../use-cases/send-call-signal.ts';
import { startRecording } from '../use-cases/start-recording.ts';
import { stopRecording } from '../use-cases/stop-recording.ts';
import { updateCallMedia } from '../use-cases/update-call-media.ts';
import type { RecordingDependencies } from '../video-calls/recording-dependencies.ts';
import type { AnsweringDependencies } from '../video-calls/stop-ringing.ts';

/** Calls, of these use cases. */
export const calls = (
  dependencies: InitiateCallDependencies & RecordingDependencies & AnsweringDependencies,
): CallService => ({
  initiateCall: initiateCall(dependencies),
  acceptCall: acceptCall(dependencies),
  joinCall: joinCall(dependencies),
  renewCallToken: renewCallToken(dependencies),
  declineCall: declineCall(dependencies),
  leaveCall: leaveCall(dependencies),
  endCall: endCall(dependencies),
  updateCallMedia: updateCallMedia(dependencies),
  muteParticipant: muteParticipant(dependencies),
  removeParticipant: removeParticipant(dependencies),
  startRecording: startRecording(dependencies),
  stopRecording: stopRecording(dependencies),
  heartbeat: heartbeat(dependencies),
  reportCallQuality: reportCallQuality(dependencies),
  readCall: readCall(dependencies),
  callHistory: callHistory(dependencies),
  sendCallSignal: sendCallSignal(dependencies),
  hearCallSignals: hearCallSignals(dependencies),
  callToTell: callToTell(dependencies),
});
