import { ErrorReply, MultiErrorReply } from '@redis/client';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';

/**
 * Answers of a server that cannot serve now and may later, by the first word of the error.
 * https://github.com/redis/redis/blob/7.0/src/server.c (`createSharedObjects`)
 */
const passing = new Set([
  'BUSY',
  'CLUSTERDOWN',
  'EXECABORT',
  'LOADING',
  'MASTERDOWN',
  'MISCONF',
  'NOREPLICAS',
  'OOM',
  'READONLY',
  'TRYAGAIN',
]);

/**
 * Whatever a request met, as an error of the ports: what the server refuses for good is broken, everything else passes by.
 * `doing` completes "unable to …".
 */
export function asStoreError(doing: string, cause: unknown): StoreBroken | StoreBusy {
  const reply = cause instanceof MultiErrorReply ? cause.replies.find((one) => one instanceof ErrorReply) : cause;
  if (!(reply instanceof ErrorReply)) return new StoreBusy(doing, { cause });
  const [code = 'ERR'] = reply.message.split(' ', 1);
  return passing.has(code)
    ? new StoreBusy(doing, { cause })
    : new StoreBroken(doing, `the Redis server answered ${code}`, { cause });
}
