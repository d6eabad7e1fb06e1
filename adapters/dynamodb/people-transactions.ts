import { setTimeout as pause } from 'node:timers/promises';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { ChatTables } from './chat-tables.ts';
import { asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';

export type PeopleWrites = NonNullable<TransactWriteCommandInput['TransactItems']>;

const rounds = 8;
const firstPauseInMs = 10;

/** Carries out all of it, or answers `false` where it was overtaken: a condition failed, or another one was at work. */
export async function carriesOut({ client }: ChatTables, doing: string, writes: PeopleWrites): Promise<boolean> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes }));
    return true;
  } catch (cause) {
    const codes = (cancellationOf(cause) ?? []).map(({ code }) => code);
    if (codes.some((code) => code === conditionFailed || code === transactionConflict)) return false;
    throw asStoreError(doing, cause);
  }
}

/** Tries what rests on what was read, and reads again where it was overtaken. @throws {StoreBusy} where that goes on. */
export async function untilCarriedOut<Value>(
  doing: string,
  attempt: () => Promise<{ readonly value: Value } | 'overtaken'>,
): Promise<Value> {
  for (let round = 1; ; round += 1) {
    const outcome = await attempt();
    if (outcome !== 'overtaken') return outcome.value;
    if (round === rounds) throw new StoreBusy(doing, { cause: new Error(`overtaken ${rounds} times`) });
    await pause(firstPauseInMs * 2 ** (round - 1));
  }
}
