import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Admission, GuardedAct, Paced, Rated, RateGuards } from '../../application/ports/rate-guards.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { RateParts, RateWindow } from '../../domain/vocabulary/rate-window.ts';
import {
  allowedInWindow,
  partsOfWindow,
  rateExpiryOf,
  rateMomentOf,
  ratePart,
  retryAfterOf,
} from '../../domain/vocabulary/rate-window.ts';
import { Attributes } from './attributes.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, refusedByCondition } from './errors.ts';
import { rateKey, slowModeKey } from './layout/index.ts';

const nothing: RateWindow = { sent: 0 };

/** Of an update that may stand alone or in a transaction. */
type GuardUpdate = UpdateCommandInput & { readonly UpdateExpression: string };

/** A window as it was read before an act is counted. */
interface Counting {
  readonly rate: Rated;
  readonly before: RateParts;
  readonly allowed: number;
}

/**
 * One item a user, act and window, and one a member in slow mode. `resolvers/functions/guardSendRate.ts` sends the same
 * requests.
 */
export class DynamoDbRateGuards implements RateGuards {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async admit({ rate, pace }: GuardedAct, now: Instant): Promise<Admission> {
    const counting = rate && (await this.#look(rate, now));
    if (counting !== null && counting.allowed <= 0) return tooMany(counting, nothing, now);
    const updates = [
      ...(counting === null ? [] : [this.#count(counting, now)]),
      ...(pace === null ? [] : [this.#pace(pace, now)]),
    ];
    try {
      await this.#send(updates);
      return { kind: 'admitted' };
    } catch (cause) {
      const refused = updates.map((_, at) => refusedAt(cause, at));
      const onRate = counting === null ? undefined : refused[0];
      if (counting !== null && onRate !== undefined) return tooMany(counting, readWindow(onRate), now);
      const onPace = pace === null ? undefined : refused.at(-1);
      if (pace !== null && onPace !== undefined) return tooSoon(pace, onPace, now);
      throw asStoreError('count the request', cause);
    }
  }

  /** The window before, which nobody counts in any more. */
  async #look(rate: Rated, now: Instant): Promise<Counting> {
    const { client, guards } = this.#tables;
    const { window, part } = rateMomentOf(rate.act, now);
    const Key = { ...rateKey(rate.user, rate.act, window - 1) };
    const get = new GetCommand({ TableName: guards, Key, ConsistentRead: true });
    const { Item } = await asking('read the count', () => client.send(get));
    const before = Item === undefined ? nothing : readWindow(Item);
    return { rate, before, allowed: allowedInWindow(rate.limit, before, part) };
  }

  #count({ rate: { user, act }, allowed }: Counting, now: Instant) {
    const { window, part } = rateMomentOf(act, now);
    const belowTheLimit = { ConditionExpression: 'attribute_not_exists(sent) OR sent < :allowed' };
    return {
      TableName: this.#tables.guards,
      Key: { ...rateKey(user, act, window) },
      UpdateExpression: `SET expiresAt = :expiresAt ADD sent :one, ${ratePart(part)} :one`,
      ...belowTheLimit,
      ExpressionAttributeValues: { ':one': 1, ':expiresAt': rateExpiryOf(act, window), ':allowed': allowed },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
  }

  #pace({ sessionId, user, clientMessageId, seconds }: Paced, now: Instant) {
    const longEnoughAgo = {
      ConditionExpression: 'attribute_not_exists(pk) OR sentAt <= :then OR clientMessageId = :id',
    };
    return {
      TableName: this.#tables.guards,
      Key: { ...slowModeKey(sessionId, user) },
      UpdateExpression: 'SET sentAt = :now, clientMessageId = :id, expiresAt = :expiresAt',
      ...longEnoughAgo,
      ExpressionAttributeValues: {
        ':now': now,
        ':then': now - seconds * 1000,
        ':id': clientMessageId,
        ':expiresAt': Math.ceil(now / 1000) + seconds,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
  }

  /** Only what has two parts costs a transaction. */
  async #send(updates: readonly GuardUpdate[]): Promise<void> {
    const { client } = this.#tables;
    const [only, ...more] = updates;
    if (only === undefined) return;
    if (more.length === 0) await client.send(new UpdateCommand(only));
    else await client.send(new TransactWriteCommand({ TransactItems: updates.map((Update) => ({ Update })) }));
  }
}

/** The item that made the condition of the update at `at` fail, whether it was sent alone or in a transaction. */
function refusedAt(cause: unknown, at: number): object | undefined {
  const alone = refusedByCondition(cause);
  if (alone !== undefined) return alone.item;
  const reason = cancellationOf(cause)?.[at];
  return reason?.code === conditionFailed ? reason.item : undefined;
}

function readWindow(item: object): RateWindow {
  const counts = new Attributes(item, 'count');
  const parts = Array.from({ length: partsOfWindow }, (_, part) => ratePart(part)).filter((part) => counts.has(part));
  const counted: RateParts = Object.fromEntries(parts.map((part): [string, number] => [part, counts.count(part)]));
  return { ...counted, sent: counts.count('sent') };
}

const tooMany = ({ rate, before }: Counting, current: RateWindow, now: Instant): Admission => ({
  kind: 'tooMany',
  retryAfterMs: retryAfterOf(rate.act, rate.limit, { before, current, now }),
});

const tooSoon = ({ seconds }: Paced, last: object, now: Instant): Admission => ({
  kind: 'tooSoon',
  retryAfterMs: new Attributes(last, 'pace').count('sentAt') + seconds * 1000 - now,
});
