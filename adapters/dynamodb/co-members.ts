import type { CoMembers } from '../../application/ports/co-members.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { memberKey, metaKey } from './layout/index.ts';

/** One batch of META and the MEMBER items. A session is there once its META is. */
export class DynamoDbCoMembers implements CoMembers {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async among(
    sessionId: SessionId,
    caller: UserId,
    users: readonly UserId[],
  ): Promise<ReadonlySet<UserId> | undefined> {
    const asked = [...new Set([caller, ...users])];
    const keys = [metaKey(sessionId), ...asked.map((user) => memberKey(sessionId, user))];
    const items = await getAll(this.#tables, 'read the members', keys, { consistent: true, attributes: ['status'] });
    const bySortKey = new Map(items.map((item): [unknown, StoredItem] => [item['sk'], item]));
    const meta = bySortKey.get(metaKey(sessionId).sk);
    const isMember = (user: UserId): boolean => bySortKey.has(memberKey(sessionId, user).sk);
    if (meta === undefined || meta['status'] === SessionStatus.BLOCKED || !isMember(caller)) return undefined;
    return new Set(users.filter(isMember));
  }
}
