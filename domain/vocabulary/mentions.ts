import { ErrorCode } from './error-codes.ts';
import { isUserId } from './identifiers.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';

/** Why a message cannot name so many people, or `undefined` when it can. */
export const refusalOfMentions = (userIds: readonly string[]): Refusal | undefined =>
  userIds.length > Limits.mentions
    ? {
        code: ErrorCode.BadInput,
        why: `a message mentions at most ${Limits.mentions} members`,
        info: { limit: Limits.mentions },
      }
    : undefined;

/** Whom of them a message can mention: each once, nobody themselves. Whether they are members is still to be seen. */
export const mentionable = (userIds: readonly string[], senderId: string): string[] =>
  userIds.filter((id, at) => isUserId(id) && id !== senderId && userIds.indexOf(id) === at);
