import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type {
  ChatSessionDirectory,
  ChatSessionView,
  ListedChatSession,
  SessionActivity,
} from '../../application/ports/chat-session-directory.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { Message } from '../../domain/message/message.ts';
import { saidAt } from '../../domain/message/said.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { readDetail } from './detail-items.ts';
import { asking } from './errors.ts';
import type { Key } from './layout/index.ts';
import { byUser, detailKey, logPartition, memberKey, metaKey, sessionIdOf, slotKey } from './layout/index.ts';
import { readRetained } from './log-items.ts';
import { readPreferences } from './preference-items.ts';
import { readMember, readMeta } from './session-items.ts';

const doing = 'list the sessions';

/**
 * A user's sessions: the `byUser` index names them, the items themselves say how they stand. Lists are read eventually
 * consistent, as the index is: half the read units.
 */
export class DynamoDbChatSessionDirectory implements ChatSessionDirectory {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async activities(user: UserId): Promise<readonly SessionActivity[]> {
    const metas = await getAll(this.#tables, doing, (await this.#sessionIds(user)).map(metaKey), {
      consistent: false,
      attributes: ['lastActivityAt'],
    });
    return metas.map((item) => {
      const meta = new Attributes(item, 'session');
      return { sessionId: sessionIdIn(meta.text('pk')), lastActivityAt: meta.instant('lastActivityAt') };
    });
  }

  async views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly ListedChatSession[]> {
    const views = await this.#read(user, sessionIds, false);
    const lastMessages = await this.#lastMessages(views);
    return views.map((view) => ({ ...view, lastMessage: lastMessages.get(view.id) ?? null }));
  }

  async listenable(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly SessionId[]> {
    const find = await this.#find(
      sessionIds.flatMap((id) => [metaKey(id), memberKey(id, user)]),
      true,
    );
    return sessionIds.filter((id) => {
      const [meta, member] = [find(metaKey(id)), find(memberKey(id, user))];
      return meta !== undefined && member !== undefined && readMeta(meta).status !== SessionStatus.BLOCKED;
    });
  }

  async view(user: UserId, sessionId: SessionId): Promise<ChatSessionView | undefined> {
    const [view] = await this.#read(user, [sessionId], true);
    return view;
  }

  async #read(
    user: UserId,
    sessionIds: readonly SessionId[],
    consistent: boolean,
  ): Promise<readonly ChatSessionView[]> {
    const keys = sessionIds.flatMap((id) => [metaKey(id), detailKey(id), memberKey(id, user)]);
    const find = await this.#find(keys, consistent);
    return sessionIds.flatMap((id) => {
      const [meta, detail, member] = [find(metaKey(id)), find(detailKey(id)), find(memberKey(id, user))];
      return meta === undefined || detail === undefined || member === undefined
        ? []
        : [viewOf(id, meta, detail, member)];
    });
  }

  /** The items that there are, by key. */
  async #find(keys: readonly Key[], consistent: boolean): Promise<(key: Key) => StoredItem | undefined> {
    const items = await getAll(this.#tables, doing, keys, { consistent });
    const byKey = new Map(items.map((item) => [`${item['pk']} ${item['sk']}`, item]));
    return ({ pk, sk }) => byKey.get(`${pk} ${sk}`);
  }

  /** What stands at the position that was reserved last for a message: that is nearly always the newest one. */
  async #lastMessages(views: readonly ChatSessionView[]): Promise<ReadonlyMap<SessionId, Message>> {
    const ids = new Map(views.map(({ id }): [string, SessionId] => [logPartition(id), id]));
    const keys = views
      .filter(({ lastMessageSeq }) => lastMessageSeq > 0)
      .map(({ id, lastMessageSeq }) => slotKey(id, lastMessageSeq));
    const slots = await getAll(this.#tables, doing, keys, { consistent: false });
    return new Map(
      slots.flatMap((slot): [SessionId, Message][] => {
        const id = ids.get(new Attributes(slot, 'log entry').text('pk'));
        const message = saidAt(id && readRetained(id, slot, this.#tables));
        return message === undefined ? [] : [[message.sessionId, message]];
      }),
    );
  }

  async #sessionIds(user: UserId): Promise<readonly SessionId[]> {
    const { client, chat } = this.#tables;
    return asking(doing, async () => {
      const ids: SessionId[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: chat,
          IndexName: byUser.name,
          KeyConditionExpression: `${byUser.partitionKey} = :user`,
          ExpressionAttributeValues: { ':user': user },
        },
      );
      for await (const { Items = [] } of pages) {
        ids.push(...Items.map((item) => sessionIdIn(new Attributes(item, 'membership').text('pk'))));
      }
      return ids;
    });
  }
}

function sessionIdIn(pk: string): SessionId {
  const id = parseSessionId(sessionIdOf(pk));
  if (id === undefined) throw new StoreBroken(doing, 'a membership names no session');
  return id;
}

function viewOf(id: SessionId, metaItem: StoredItem, detailItem: StoredItem, memberItem: StoredItem): ChatSessionView {
  const meta = readMeta(metaItem);
  const { state: detail } = readDetail(detailItem, meta.kind);
  const member = readMember(memberItem);
  return {
    id,
    sessionType: meta.sessionType,
    kind: meta.kind,
    name: detail.name,
    description: detail.description,
    avatarUrl: detail.avatarUrl,
    bannerUrl: detail.bannerUrl,
    tags: detail.tags,
    status: meta.status,
    isFrozen: meta.isFrozen,
    settings: detail.settings,
    createdBy: detail.createdBy,
    createdAt: detail.createdAt,
    memberCount: meta.memberCount,
    lastSeq: meta.lastSeq,
    lastActivityAt: meta.lastActivityAt,
    lastMessageSeq: meta.lastMessageSeq,
    myRole: member.role,
    myMutedUntil: member.mutedUntil,
    myAlias: member.alias,
    myPreferences: readPreferences(memberItem),
    lastReadSeq: member.lastReadSeq,
  };
}
