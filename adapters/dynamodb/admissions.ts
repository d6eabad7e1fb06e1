import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Admissions, NamedInvite } from '../../application/ports/admissions.ts';
import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { readBan, readInvite, readJoinRequest } from './admission-items.ts';
import { Attributes } from './attributes.ts';
import type { StoredItem } from './batches.ts';
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
  metaKey,
} from './layout/index.ts';
import { readMeta } from './session-items.ts';

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
    const { pk } = joinRequestKey(sessionId, '');
    return (await this.#all('list the join requests', pk, joinRequestKeyPrefix)).map(readJoinRequest);
  }

  async invitesOf(user: UserId): Promise<readonly NamedInvite[]> {
    const doing = 'list the invitations';
    const items = await this.#all(doing, inviteKey(user, '').pk, inviteKeyPrefix);
    const invites = items.map((item) => ({
      ...readInvite(item),
      sessionId: new Attributes(item, 'invite').sessionId('sessionId'),
    }));
    const keys = invites.flatMap(({ sessionId }) => [metaKey(sessionId), detailKey(sessionId)]);
    const sessions = await getAll(this.#tables, doing, keys, { consistent: true });
    const byKey = new Map(sessions.map((item) => [`${item['pk']} ${item['sk']}`, item]));
    const find = ({ pk, sk }: Key): StoredItem | undefined => byKey.get(`${pk} ${sk}`);
    return invites.flatMap((invite) => {
      const [meta, detail] = [find(metaKey(invite.sessionId)), find(detailKey(invite.sessionId))];
      if (meta === undefined || detail === undefined) return [];
      const { kind, status } = readMeta(meta);
      return status === 'ACTIVE' ? [{ ...invite, sessionName: readDetail(detail, kind).state.name }] : [];
    });
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
