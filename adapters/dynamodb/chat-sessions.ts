import { GetCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import { entriesOf } from '../../domain/chat-session/log-of-changes.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { readBan, readInvite, readJoinRequest } from './admission-items.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { readDetail } from './detail-items.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import type { Key } from './layout/index.ts';
import {
  banKey,
  banKeyPrefix,
  detailKey,
  inviteKey,
  inviteKeyPrefix,
  joinRequestKey,
  joinRequestKeyPrefix,
  memberKey,
  memberKeyPrefix,
  metaKey,
} from './layout/index.ts';
import { openSession } from './opening-session.ts';
import { readMember, readMeta } from './session-items.ts';
import { changingWrites } from './session-writes.ts';

const doing = 'save the session';
const reading = 'read the session';

/**
 * Sessions in the chat table. A session exists from the moment its META does. A change is one transaction.
 *
 * The sequencer in META moves with every message, so a change rests on DETAIL's `revision` and touches of META only what
 * it decides. Coming and going does not make a revision, so that a thousand who join at once do not wait for each other.
 */
export class DynamoDbChatSessions implements ChatSessions {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async find(id: SessionId, about?: readonly UserId[]): Promise<ChatSession | undefined> {
    // First what counts the revisions: whatever makes one while the rest is read makes a save on it fail.
    const storedDetail = await this.#get(detailKey(id));
    if (storedDetail === undefined) return undefined;
    const stored = about === undefined ? await this.#whole(id) : await this.#itemsAbout(id, about);
    const metaItem = stored.find(({ sk }) => sk === metaKey(id).sk);
    if (metaItem === undefined) return undefined;
    const { sessionType, kind, status, isFrozen, memberCount, accessVersion } = readMeta(metaItem);
    const { state, revision } = readDetail(storedDetail, kind);
    const ofKind = (prefix: string) => stored.filter(({ sk }) => typeof sk === 'string' && sk.startsWith(prefix));
    const people = {
      members: ofKind(memberKeyPrefix).map(readMember).map(asMember),
      bans: ofKind(banKeyPrefix).map(readBan),
      joinRequests: ofKind(joinRequestKeyPrefix).map(readJoinRequest),
      invites: ofKind(inviteKeyPrefix).map(readInvite),
    };
    const found = { id, sessionType, kind, status, isFrozen, memberCount, accessVersion, ...state, ...people };
    return ChatSession.restore(found, revision, about === undefined);
  }

  async save(session: ChatSession, positions: readonly Seq[] = []): Promise<void> {
    const changes = session.changes();
    if (changes.before === null) {
      await openSession(this.#tables, changes);
      return;
    }
    const entries = entriesOf(changes.happenings, positions);
    const TransactItems = changingWrites(this.#tables.chat, changes, entries);
    try {
      await this.#tables.client.send(new TransactWriteCommand({ TransactItems }));
    } catch (cause) {
      const reasons = (cancellationOf(cause) ?? []).map(({ code }) => code);
      const wasOvertaken = reasons.includes(conditionFailed) || reasons.includes(transactionConflict);
      throw wasOvertaken ? new ConcurrentChange(session.id, { cause }) : asStoreError(doing, cause);
    }
  }

  async #get(key: Key): Promise<StoredItem | undefined> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...key }, ConsistentRead: true });
    return (await asking(reading, () => client.send(get))).Item;
  }

  #itemsAbout(id: SessionId, about: readonly UserId[]): Promise<readonly StoredItem[]> {
    const ofUsers = [...new Set(about)].flatMap((user) => [
      memberKey(id, user),
      banKey(id, user),
      joinRequestKey(id, user),
      inviteKey(user, id),
    ]);
    return getAll(this.#tables, reading, [metaKey(id), ...ofUsers], { consistent: true });
  }

  /** MEMBER items sort right before META. */
  async #whole(id: SessionId): Promise<readonly StoredItem[]> {
    const [bans, others] = await Promise.all([
      this.#between(id, banKeyPrefix, detailKey(id).sk),
      this.#between(id, memberKeyPrefix, metaKey(id).sk),
    ]);
    return [...bans, ...others];
  }

  #between(id: SessionId, from: string, to: string): Promise<readonly StoredItem[]> {
    const { client, chat } = this.#tables;
    return asking(reading, async () => {
      const items: StoredItem[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: chat,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': metaKey(id).pk, ':from': from, ':to': to },
        },
      );
      for await (const page of pages) items.push(...(page.Items ?? []));
      return items;
    });
  }
}

const asMember = ({ userId, role, joinedAt, mutedUntil, alias, changedSeq }: Member): Member => ({
  userId,
  role,
  joinedAt,
  mutedUntil,
  alias,
  changedSeq,
});
