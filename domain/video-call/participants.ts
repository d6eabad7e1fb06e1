import type { Instant } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import type { systemSender } from '../vocabulary/messages.ts';

/** What of a participant others see and hear. */
export interface CallMedia {
  readonly microphone: boolean;
  readonly camera: boolean;
  /** At most one participant shares. */
  readonly screen: boolean;
}

/** Someone who is in a call, or was. */
export interface Participant extends CallMedia {
  readonly userId: UserId;
  /**
   * Their number in the call's channel, from 1; the same whenever they come back. Another client of theirs that takes their place
   * has another one, so that the two are never taken for each other there.
   */
  readonly uid: number;
  /** The client that they are in it with, by the name that it gave itself; `null` where it gave none. */
  readonly clientId: string | null;
  /** When they came in last. */
  readonly joinedAt: Instant;
  /** `null` while they are in. */
  readonly leftAt: Instant | null;
  /** Since when their hand is up. */
  readonly handRaisedAt: Instant | null;
  /** When their client was heard of last. */
  readonly lastSeenAt: Instant;
  /** Whether someone removed them: they do not come in again. */
  readonly isBarred: boolean;
}

/** Someone who is in the call. */
export type Present = Participant & { readonly leftAt: null };

export interface InCall {
  readonly participants: readonly Participant[];
}

const isPresent = (participant: Participant): participant is Present => participant.leftAt === null;

export const presentIn = ({ participants }: InCall): readonly Present[] => participants.filter(isPresent);

export const presentAs = (call: InCall, user: UserId | typeof systemSender): Present | undefined =>
  presentIn(call).find(({ userId }) => userId === user);

/** Whether they are in it with this client; `null` is whichever they are in it with. */
export const isInWith = (own: Present, clientId: string | null): boolean =>
  clientId === null || own.clientId === clientId;

export const sharerIn = (call: InCall): Present | undefined => presentIn(call).find(({ screen }) => screen);

/** The next number of a channel. */
export const nextUid = ({ participants }: InCall): number => Math.max(0, ...participants.map(({ uid }) => uid)) + 1;

/** What someone comes in with. */
export interface Arriving extends Pick<CallMedia, 'microphone' | 'camera'> {
  /** What their client calls itself; left out or `null` where it has no name. */
  readonly clientId?: string | null;
}

/** Comes in, for the first time, again, or with another client. */
export function withParticipant(call: InCall, user: UserId, arriving: Arriving, at: Instant): readonly Participant[] {
  const was = call.participants.find(({ userId }) => userId === user);
  const { microphone, camera, clientId = null } = arriving;
  const now: Participant = {
    userId: user,
    uid: was === undefined || isPresent(was) ? nextUid(call) : was.uid,
    clientId,
    joinedAt: at,
    leftAt: null,
    microphone,
    camera,
    screen: false,
    // Whoever only changes the client still wants to speak.
    handRaisedAt: was?.handRaisedAt ?? null,
    lastSeenAt: at,
    isBarred: false,
  };
  return was === undefined ? [...call.participants, now] : call.participants.map((one) => (one === was ? now : one));
}

/** Someone who goes shows nothing any more. */
export const gone = (participant: Participant, at: Instant): Participant => ({
  ...participant,
  leftAt: at,
  microphone: false,
  camera: false,
  screen: false,
  handRaisedAt: null,
});

/** Without those whom `goes` names, of those who are in. */
export const withoutPresent = (
  { participants }: InCall,
  goes: (participant: Present) => boolean,
  at: Instant,
): readonly Participant[] => participants.map((one) => (isPresent(one) && goes(one) ? gone(one, at) : one));
