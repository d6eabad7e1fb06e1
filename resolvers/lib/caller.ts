import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { isUserId } from '../../domain/vocabulary/identifiers.ts';
import { refuse } from './refuse.ts';

/** The user behind the request. */
export interface Caller {
  readonly userId: string;
  /** From the token's `name` claim, where the user pool adds one. */
  readonly name: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** @throws (through `util.error`) when the token names no user whose id can stand in a key. */
export const callerOf = (ctx: Context, doing: string): Caller => {
  const identity: Readonly<Record<string, unknown>> = { ...ctx.identity };
  const userId = text(identity.sub);
  if (userId === null) return util.unauthorized();
  if (!isUserId(userId)) {
    return refuse(doing, { code: ErrorCode.BadInput, why: 'the user id in the token has a character that ids cannot have' });
  }
  const claims: Readonly<Record<string, unknown>> =
    typeof identity.claims === 'object' && identity.claims !== null ? { ...identity.claims } : {};
  return { userId, name: text(claims.name) };
};
