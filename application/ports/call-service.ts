import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ChangeMedia } from '../../domain/video-call/decisions/change-media.ts';
import type { Participant } from '../../domain/video-call/participants.ts';
import type { CallQuality, QualitySample } from '../../domain/video-call/quality.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { CallMode, CallRole } from '../../domain/vocabulary/calls.ts';

/** Someone who is or was in a call, as members of its session see them. */
export interface ParticipantView extends Participant {
  readonly role: CallRole;
}

/** A call as the members of its session see it: without the name of its channel. */
export interface CallView extends Omit<VideoCallState, 'channel' | 'participants'> {
  readonly participants: readonly ParticipantView[];
  readonly durationSeconds: number | null;
  /** How many times it was changed: of two views, the one with the greater version is the newer. */
  readonly version: number;
}

/** A call as its participants come into it. */
export interface CallEntry {
  readonly call: CallView;
  /** `null` where calls go from browser to browser. */
  readonly seat: SeatView | null;
}

/** What lets a participant into the channel of a call. */
export interface SeatView {
  readonly appId: string;
  readonly channel: string;
  readonly uid: number;
  readonly token: string;
  readonly expiresAt: Instant;
}

interface OfCall {
  readonly user: UserId;
  readonly callId: string;
}

export interface InitiateCall {
  readonly user: UserId;
  /** What the client calls itself in the call; left out or `null` where it has no name. */
  readonly clientId?: string | null;
  readonly sessionId: string;
  readonly mode: CallMode;
  /** Members to ring; `null` for everyone, of a session that is not too large. */
  readonly userIds: readonly string[] | null;
}

/** What a client of somebody's asks for. */
export interface OfClient extends OfCall {
  /** What it calls itself in the call; left out or `null` where it has no name. */
  readonly clientId?: string | null;
}

export interface JoinCall extends OfClient {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly consentsToRecording: boolean;
}

export interface UpdateCallMedia extends OfCall {
  readonly media: ChangeMedia;
}

export interface RuleParticipant extends OfCall {
  /** Whom. */
  readonly userId: string;
}

export interface ReportCallQuality extends OfCall {
  readonly sample: QualitySample;
}

export interface CallHistory {
  readonly user: UserId;
  readonly sessionId: string;
  readonly limit: number;
  readonly after: string | null;
}

export interface CallHistoryPage {
  readonly items: readonly CallView[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

export interface CallWithQuality {
  readonly call: CallView;
  /** `null` where nobody reported. */
  readonly quality: CallQuality | null;
}

export interface SendCallSignal extends OfCall {
  readonly to: string;
  readonly payload: string;
}

export interface CallToTell {
  readonly callId: string;
  /** Whom it has to ring; `null` where that is not asked. */
  readonly rings: string | null;
}

type Entering<Wish> = (wish: Wish) => Promise<Result<CallEntry>>;
type Changing<Wish> = (wish: Wish) => Promise<Result<CallView>>;

/** What the border of the API may ask about calls. Answered by the use cases of these names. */
export interface CallService {
  readonly initiateCall: Entering<InitiateCall>;
  readonly acceptCall: Entering<JoinCall>;
  readonly joinCall: Entering<JoinCall>;
  readonly renewCallToken: Entering<OfCall>;
  readonly declineCall: Changing<OfCall>;
  readonly leaveCall: Changing<OfClient>;
  readonly endCall: Changing<OfCall>;
  readonly updateCallMedia: Changing<UpdateCallMedia>;
  readonly muteParticipant: Changing<RuleParticipant>;
  readonly removeParticipant: Changing<RuleParticipant>;
  readonly startRecording: Changing<OfCall>;
  readonly stopRecording: Changing<OfCall>;
  readonly heartbeat: (wish: OfClient) => Promise<Result<true>>;
  readonly reportCallQuality: (wish: ReportCallQuality) => Promise<Result<true>>;
  readonly readCall: (wish: OfCall) => Promise<Result<CallWithQuality>>;
  readonly callHistory: (wish: CallHistory) => Promise<Result<CallHistoryPage>>;
  /** Whether the signal is to be passed on. */
  readonly sendCallSignal: (wish: SendCallSignal) => Promise<Result<true>>;
  /** Whether the user hears signals of the call: the session that it is in. */
  readonly hearCallSignals: (wish: OfCall) => Promise<Result<SessionId>>;
  /** A call as it is stored, for this installation's own services to tell of. */
  readonly callToTell: (wish: CallToTell) => Promise<Result<CallView>>;
}
