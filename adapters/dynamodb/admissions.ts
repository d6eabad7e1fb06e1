import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Admissions, NamedInvite } from '../../application/ports/admissions.ts';
import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { readBan, readInvite, readJoinRequest } from './admission-items.ts';
import { Attributes } from './attributes.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { readDetail } from './detail-items.ts';
import { asking } from './errors.ts';
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
  metaKey,
} from './layout/index.ts';
import { readMeta } from './session-items.ts';

/**
 * Where it stands that somebody is in a session, or kept out of it. A request or an invitation that was given at that very
 * moment is still there, and means nothing.
 */
const settlingKeys = (sessionId: SessionId, user: UserId): readonly Key[] => [
  memberKey(sessionId, user),
  banKey(sessionId, user),
];

/** Each list is one range of one partition: the session's, and the invited user's. */
export class DynamoDbAdmissions implements Admissions {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async bans(sessionId: SessionId): Promise<readonly Ban[]> {
    return (await this.#all('list the bans', banKey(sessionId, '').pk, banKeyPrefix)).map(readBan);
  }

  async joinRequests(sessionId: SessionId): Promise<readonly JoinRequest[]> {
    const doing = 'list the join requests';
    const { pk } = joinRequestKey(sessionId, '');
    const requests = (await this.#all(doing, pk, joinRequestKeyPrefix)).map(readJoinRequest);
    const keys = requests.flatMap(({ userId }) => settlingKeys(sessionId, userId));
    const find = await this.#found(doing, keys);
    return requests.filter(({ userId }) => settlingKeys(sessionId, userId).every((key) => find(key) === undefined));
  }

  async invitesOf(user: UserId): Promise<readonly NamedInvite[]> {
    const doing = 'list the invitations';
    const items = await this.#all(doing, inviteKey(user, '').pk, inviteKeyPrefix);
    const invites = items.map((item) => ({
      ...readInvite(item),
      sessionId: new Attributes(item, 'invite').sessionId('sessionId'),
    }));
    const keys = invites.flatMap(({ sessionId }) => [
      metaKey(sessionId),
      detailKey(sessionId),
      ...settlingKeys(sessionId, user),
    ]);
    const find = await this.#found(doing, keys);
    return invites.flatMap((invite) => {
      const [meta, detail] = [find(metaKey(invite.sessionId)), find(detailKey(invite.sessionId))];
      const isSettled = settlingKeys(invite.sessionId, user).some((key) => find(key) !== undefined);
      if (meta === undefined || detail === undefined || isSettled) return [];
      const { kind, status } = readMeta(meta);
      return status === 'ACTIVE' ? [{ ...invite, sessionName: readDetail(detail, kind).state.name }] : [];
    });
  }

  async #found(doing: string, keys: readonly Key[]): Promise<(key: Key) => StoredItem | undefined> {
    const items = await getAll(this.#tables, doing, keys, { consistent: true });
    const byKey = new Map(items.map((item) => [`${item['pk']} ${item['sk']}`, item]));
    return ({ pk, sk }) => byKey.get(`${pk} ${sk}`);
  }

  async #all(doing: string, pk: string, prefix: string): Promise<readonly StoredItem[]> {
    const { client, chat } = this.#tables;
    const pages = paginateQuery(
      { client },
      {
        TableName: chat,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      },
    );
    return asking(doing, async () => {
      const items: StoredItem[] = [];
      for await (const { Items = [] } of pages) items.push(...Items);
      return items;
    });
  }
}
