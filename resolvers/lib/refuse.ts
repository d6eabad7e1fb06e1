import { util } from '@aws-appsync/utils';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { sentence, type Refusal } from '../../domain/vocabulary/refusal.ts';

/** Ends the request with a refusal: `errorType` is the code, `errorInfo` what a program needs. */
export const refuse = (doing: string, refusal: Refusal): never =>
  util.error(sentence(doing, refusal.why), refusal.code, null, refusal.info ?? null);

/** Ends the request the same way for a session that does not exist and for one the caller is not in. */
export const refuseSession = (doing: string): never =>
  refuse(doing, { code: ErrorCode.SessionNotFound, why: 'there is no such session' });

/** The database refused for reasons of its own. Sending the same again is safe. */
export const tryAgain: Refusal = { code: ErrorCode.TryAgain, why: 'the database is busy', info: { retryAfterMs: 200 } };

/** Ends the request after that. */
export const refuseForNow = (doing: string): never => refuse(doing, tryAgain);

/** Ends the request the same way for a message that does not exist and for one in a session the caller is not in. */
export const refuseMessage = (doing: string): never =>
  refuse(doing, { code: ErrorCode.MessageNotFound, why: 'there is no such message' });

/** Ends the request the same way for a call that does not exist and for one in a session the caller is not in. */
export const refuseCall = (doing: string): never =>
  refuse(doing, { code: ErrorCode.CallNotFound, why: 'there is no such call' });
