import type { CoMembers } from '../../application/ports/co-members.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
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
    const keyOf = (user: UserId): string => memberKey(sessionId, user).sk;
    const keys = [metaKey(sessionId), ...[...new Set([caller, ...users])].map((user) => memberKey(sessionId, user))];
    // The keys are all that is wanted of the items.
    const items = await getAll(this.#tables, 'read the members', keys, { consistent: true, attributes: [] });
    const found = new Set(items.map((item): unknown => item['sk']));
    if (!found.has(metaKey(sessionId).sk) || !found.has(keyOf(caller))) return undefined;
    return new Set(users.filter((user) => found.has(keyOf(user))));
  }
}
