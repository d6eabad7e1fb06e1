import { PairKeptApart, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { ChatTables } from './chat-tables.ts';
import { detailItem } from './detail-items.ts';
import { conditionFailed } from './errors.ts';
import { eventItem } from './event-items.ts';
import { blockKey } from './layout/index.ts';
import { noCrowd, putCrowd } from './opening-crowd.ts';
import { newMemberItem, newMetaItem } from './session-items.ts';
import type { Write } from './session-writes.ts';
import { discovery } from './session-writes.ts';
import { notThere, savingSession, transact } from './transactions.ts';

/**
 * Saves a new session in one transaction, which takes 100 items; the members of one that has more than fit are put first, and
 * so are those of one that an earlier attempt left some of behind.
 *
 * @throws {SessionAlreadyExists}, {PairKeptApart}, {StoreBusy}
 */
export async function openSession(tables: ChatTables, changes: ChatSessionChanges): Promise<void> {
  const { state } = changes;
  const fits = state.members.length <= Limits.joinedAtOnce;
  if (fits && (await putWhole(tables, changes, [noCrowd(tables.chat, state)], state.members)) === 'done') return;
  const crowd = await putCrowd(tables, state);
  const outcome = await putWhole(tables, changes, crowd, []);
  if (outcome === 'crowded') throw new StoreBusy(savingSession, { cause: new Error('another attempt took over') });
}

/** META and all that comes with it, on condition of `crowd`; `crowded` where that does not hold. */
async function putWhole(
  tables: ChatTables,
  { state, events }: ChatSessionChanges,
  crowd: readonly Write[],
  members: ChatSessionState['members'],
): Promise<'done' | 'crowded'> {
  const { chat } = tables;
  const { id } = state;
  const apart = apartChecks(chat, state);
  const items = [
    detailItem(state, 1),
    ...members.map((member) => newMemberItem(id, member, seqZero)),
    ...events.map((event) => eventItem(event, 1)),
  ].map((item): Write => ({ Put: { TableName: chat, Item: { ...item } } }));
  const meta: Write = { Put: { TableName: chat, Item: { ...newMetaItem(state) }, ...notThere } };
  try {
    await transact(
      tables,
      [meta, ...apart, ...crowd, ...items, ...discovery(chat, null, state)],
      ([onMeta, ...others], cause) => {
        if (onMeta === conditionFailed) return new SessionAlreadyExists(id, { cause });
        if (others.slice(0, apart.length).includes(conditionFailed)) return new PairKeptApart(id, { cause });
        return others.slice(0, apart.length + crowd.length).includes(conditionFailed) ? new Crowded() : undefined;
      },
    );
    return 'done';
  } catch (error) {
    if (error instanceof Crowded) return 'crowded';
    throw error;
  }
}

/** Only ever seen in this file. */
class Crowded extends Error {
  override readonly name = 'Crowded';
}

/** Neither of the two of a DIRECT session blocks the other. */
function apartChecks(chat: string, { kind, members }: ChatSessionState): readonly Write[] {
  const [one, other] = members.map(({ userId }) => userId);
  if (kind !== 'DIRECT' || one === undefined || other === undefined) return [];
  return [blockKey(one, other), blockKey(other, one)].map((key) => ({
    ConditionCheck: { TableName: chat, Key: { ...key }, ...notThere },
  }));
}
