import { randomBytes, randomUUID } from 'node:crypto';
import type { CallMember, CallSession } from '../../domain/video-call/call-session.ts';
import type { CallAct, CallDecision } from '../../domain/video-call/decision.ts';
import { join } from '../../domain/video-call/decisions/come-in.ts';
import type { StartVideoCall } from '../../domain/video-call/started.ts';
import { VideoCall } from '../../domain/video-call/video-call.ts';
import type { CallId, UserId } from '../../domain/shared/ids.ts';
import { parseCallId, seqZero } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';
import { granted } from './chat-sessions.ts';
import { noon } from './manual-clock.ts';
import { aSessionId } from './people.ts';

export function aCallId(): CallId {
  const id = parseCallId(randomUUID());
  if (id === undefined) throw new Error('unable to build a call id; the UUID is none');
  return id;
}

export const aCallSecret = (): string => randomBytes(16).toString('base64url');

export const aCallMember = (userId: UserId, role: MemberRole = 'MEMBER'): CallMember => ({
  userId,
  role,
  mutedUntil: null,
  changedSeq: seqZero,
});

/** A group of those who are named, all of them members unless they come with a role. */
export const aCallSession = (
  members: readonly (UserId | CallMember)[],
  more: Partial<Omit<CallSession, 'members'>> = {},
): CallSession => ({
  id: aSessionId(),
  kind: 'GROUP',
  status: 'ACTIVE',
  isFrozen: false,
  isClosed: false,
  accessVersion: 0,
  retentionDays: 0,
  memberCount: members.length,
  ...more,
  members: members.map((one) => (typeof one === 'string' ? aCallMember(one) : one)),
});

/** A video call that its starter rings everyone else with. */
export const aCall = (
  session: CallSession,
  by: UserId,
  wish: Partial<Omit<StartVideoCall, 'session' | 'by'>> = {},
): VideoCall =>
  granted(
    VideoCall.start({
      id: aCallId(),
      secret: aCallSecret(),
      session,
      by,
      mode: 'VIDEO',
      rings: session.members.map(({ userId }) => userId),
      at: noon,
      ...wish,
    }),
  );

/** What someone decides about a call whose session is like this. */
export const decided = (
  call: VideoCall,
  session: CallSession,
  by: CallAct['by'],
  decision: CallDecision,
  at: Instant = noon,
): Result<VideoCall> => call.decide(decision, { by, at, session });

export const comingIn = { microphone: true, camera: true, consentsToRecording: false };

/** With these in it, too. */
export const joinedBy = (call: VideoCall, session: CallSession, ...users: readonly UserId[]): VideoCall =>
  users.reduce((now, user) => granted(decided(now, session, user, join(comingIn))), call);

/** The call as it is found once it was saved. */
export const savedCall = (call: VideoCall): VideoCall => VideoCall.restore(call.state, call.changes().basedOn + 1);
