import { GetCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { ConcurrentChange, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import { entriesOf } from '../../domain/chat-session/log-of-changes.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { readBan, readInvite, readJoinRequest } from './admission-items.ts';
import type { StoredItem } from './batches.ts';
import { getAll, putAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { detailItem, readDetail } from './detail-items.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import { eventItem } from './event-items.ts';
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
import { newMemberItem, newMetaItem, readMember, readMeta } from './session-items.ts';
import type { Write } from './session-writes.ts';
import { changingWrites, discovery } from './session-writes.ts';

const doing = 'save the session';
const reading = 'read the session';

/**
 * Sessions in the chat table. A session exists from the moment its META does.
 *
 * A save is one transaction, which takes 100 items. A new session with more members than fit has its MEMBER items put
 * first, and META, DETAIL and the events follow. A save that dies in between leaves MEMBER items without a META: every
 * read asks for META, so nobody sees them. No later session can have their id, since ids that could come again are those
 * of lessons, and a lesson lets in no more at a time than fit.
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
    const { sessionType, kind, status, isFrozen, memberCount } = readMeta(metaItem);
    const { state, revision } = readDetail(storedDetail, kind);
    const ofKind = (prefix: string) => stored.filter(({ sk }) => typeof sk === 'string' && sk.startsWith(prefix));
    const people = {
      members: ofKind(memberKeyPrefix).map(readMember).map(asMember),
      bans: ofKind(banKeyPrefix).map(readBan),
      joinRequests: ofKind(joinRequestKeyPrefix).map(readJoinRequest),
      invites: ofKind(inviteKeyPrefix).map(readInvite),
    };
    const found = { id, sessionType, kind, status, isFrozen, memberCount, ...state, ...people };
    return ChatSession.restore(found, revision, about === undefined);
  }

  async save(session: ChatSession, positions: readonly Seq[] = []): Promise<void> {
    const changes = session.changes();
    if (changes.before === null) {
      await this.#add(changes);
      return;
    }
    const entries = entriesOf(changes.happenings, positions);
    await this.#transact(changingWrites(this.#tables.chat, changes, entries), (reasons, cause) =>
      reasons.includes(conditionFailed) || reasons.includes(transactionConflict)
        ? new ConcurrentChange(session.id, { cause })
        : undefined,
    );
  }

  async #add({ state, events }: ChatSessionChanges): Promise<void> {
    const { chat } = this.#tables;
    const { id, members } = state;
    const isOneTransaction = members.length <= Limits.joinedAtOnce;
    if (!isOneTransaction) await this.#putMembers(state);
    const neverSaved = { ConditionExpression: 'attribute_not_exists(pk)' };
    const meta = { TableName: chat, Item: { ...newMetaItem(state) }, ...neverSaved };
    const others = [
      detailItem(state, 1),
      ...(isOneTransaction ? members : []).map((member) => newMemberItem(id, member, seqZero)),
      ...events.map((event) => eventItem(event, 1)),
    ].map((item) => ({ Put: { TableName: chat, Item: { ...item } } }));
    await this.#transact([{ Put: meta }, ...others, ...discovery(chat, null, state)], ([onMeta], cause) =>
      onMeta === conditionFailed ? new SessionAlreadyExists(id, { cause }) : undefined,
    );
  }

  /** Members are put without a condition, so they must not touch those of a session that stands. */
  async #putMembers({ id, members }: ChatSessionState): Promise<void> {
    if ((await this.#get(metaKey(id))) !== undefined) throw new SessionAlreadyExists(id);
    await putAll(
      this.#tables,
      doing,
      members.map((member) => newMemberItem(id, member, seqZero)),
    );
  }

  /** @param refusal what the error is, by the reasons of the items in their order. */
  async #transact(
    TransactItems: Write[],
    refusal: (reasons: readonly string[], cause: unknown) => Error | undefined,
  ): Promise<void> {
    try {
      await this.#tables.client.send(new TransactWriteCommand({ TransactItems }));
    } catch (cause) {
      const reasons = (cancellationOf(cause) ?? []).map(({ code }) => code);
      throw refusal(reasons, cause) ?? asStoreError(doing, cause);
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

const asMember = ({ userId, role, joinedAt, mutedUntil, alias }: Member): Member => ({
  userId,
  role,
  joinedAt,
  mutedUntil,
  alias,
});
