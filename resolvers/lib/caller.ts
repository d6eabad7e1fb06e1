import { util } from '@aws-appsync/utils';
import { displayNameOf } from '../../domain/vocabulary/display-name.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { isUserId } from '../../domain/vocabulary/identifiers.ts';
import type { Ctx } from './context.ts';
import { refuse } from './refuse.ts';

/** The user behind the request. */
export interface Caller {
  readonly userId: string;
  /** From the token's `name` claim, where the user pool adds one that can be shown. */
  readonly name: string | null;
}

type Claims = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const claimsIn = (value: unknown): Claims => (typeof value === 'object' && value !== null ? { ...value } : {});

/** Whether a token of the user pool stands behind the request, rather than a signature of IAM. */
export const isUser = (identity: unknown): boolean => text(claimsIn(identity).sub) !== null;

/** @throws (through `util.error`) when the token names no user whose id can stand in a key. */
export const callerOf = (ctx: Pick<Ctx, 'identity'>, doing: string): Caller => {
  const identity = claimsIn(ctx.identity);
  const userId = text(identity.sub);
  if (userId === null) return util.unauthorized();
  return isUserId(userId)
    ? { userId, name: displayNameOf(text(claimsIn(identity.claims).name) ?? '') }
    : refuse(doing, { code: ErrorCode.BadInput, why: 'the user id in the token has a character that ids cannot have' });
};
