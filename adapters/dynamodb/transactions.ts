import { setTimeout as pause } from 'node:timers/promises';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatTables } from './chat-tables.ts';
import { asStoreError, cancellationOf, transactionConflict } from './errors.ts';
import type { Write } from './session-writes.ts';

/** Completes "unable to …". */
export const savingSession = 'save the session';

export const notThere = { ConditionExpression: 'attribute_not_exists(pk)' };

const attempts = 6;
const firstPauseInMs = 10;

/**
 * One transaction of opening a session. Whoever meets another one comes again: of two who open the same session at once, the
 * later one finds it there.
 *
 * @param refusal what the error is, by the reasons of the items in their order.
 * @throws {StoreBusy}, and what `refusal` answers.
 */
export async function transact(
  { client }: ChatTables,
  TransactItems: readonly Write[],
  refusal: (reasons: readonly string[], cause: unknown) => Error | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...TransactItems] }));
      return;
    } catch (cause) {
      const reasons = (cancellationOf(cause) ?? []).map(({ code }) => code);
      const error = refusal(reasons, cause);
      if (error !== undefined) throw error;
      if (!reasons.includes(transactionConflict) || attempt === attempts) throw asStoreError(savingSession, cause);
      await pause(firstPauseInMs * 2 ** (attempt - 1));
    }
  }
}
