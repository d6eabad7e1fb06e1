import { displayNameOf } from './display-name.ts';
import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';

/** What a user is doing, as others see it. The schema's enum carries the same values. */
export const PresenceStatus = {
  ONLINE: 'ONLINE',
  AWAY: 'AWAY',
  BUSY: 'BUSY',
  IN_CALL: 'IN_CALL',
  OFFLINE: 'OFFLINE',
} as const;
export type PresenceStatus = (typeof PresenceStatus)[keyof typeof PresenceStatus];

/** Where a user's devices differ, the first of these that one of them says is shown. */
export const presencePrecedence: readonly PresenceStatus[] = ['IN_CALL', 'BUSY', 'ONLINE', 'AWAY', 'OFFLINE'];

/** Why a client cannot say `status` of its device, or `undefined` when it can. */
export const refusalOfSaidStatus = (status: PresenceStatus): Refusal | undefined =>
  status === 'IN_CALL' ? { code: ErrorCode.BadInput, why: 'IN_CALL is set by calls, not by clients' } : undefined;

/** Why `note` cannot be shown beside a status, or `undefined` when it can. A blank one is no note, which is fine. */
export const refusalOfPresenceNote = (note: string): Refusal | undefined =>
  note.trim() === '' || displayNameOf(note) !== null
    ? undefined
    : {
        code: ErrorCode.BadInput,
        why: `the note is longer than ${Limits.displayNameLength} characters, or turns or hides the text beside it`,
        info: { limit: Limits.displayNameLength },
      };

/** Why a presence cannot be asked for so many users at once, or `undefined` when it can. */
export const refusalOfUserCount = (count: number): Refusal | undefined =>
  count >= 1 && count <= Limits.presenceUsers
    ? undefined
    : {
        code: ErrorCode.BadInput,
        why: `userIds does not name 1 to ${Limits.presenceUsers} users`,
        info: { limit: Limits.presenceUsers },
      };
