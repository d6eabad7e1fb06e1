import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import { joinedAtSeq } from '../../domain/chat-session/log-of-changes.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Message } from '../../domain/message/message.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { banItem, inviteItem, joinRequestItem } from './admission-items.ts';
import { detailItem } from './detail-items.ts';
import type { Key } from './layout/index.ts';
import { banKey, detailKey, inviteKey, joinRequestKey, memberKey } from './layout/index.ts';
import { messageSlotItem } from './log-items.ts';
import { metaWrites } from './meta-writes.ts';
import { discoverableItem, newMemberItem } from './session-items.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Service quota. */
const itemsOfOneTransaction = 100;

const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };
const stillThere = { ConditionExpression: 'attribute_exists(pk)' };

/** A member who is what they were: no other time of being a member, no other role, no other mute. Absent is 0. */
const unchanged = ({ changedSeq }: Member) => ({
  ConditionExpression:
    changedSeq === 0
      ? 'attribute_exists(pk) AND (attribute_not_exists(changedSeq) OR changedSeq = :was)'
      : 'changedSeq = :was',
  ExpressionAttributeValues: { ':was': changedSeq },
});

/** What was never changed may be from before revisions were counted. */
const unchangedSince = (basedOn: number) => ({
  ConditionExpression:
    basedOn === 1
      ? '(attribute_exists(pk) AND attribute_not_exists(revision)) OR revision = :basedOn'
      : 'revision = :basedOn',
  ExpressionAttributeValues: { ':basedOn': basedOn },
});

const put = (TableName: string, item: Key, condition: object = {}): Write => ({
  Put: { TableName, Item: { ...item }, ...condition },
});
const remove = (TableName: string, key: Key, condition: object = {}): Write => ({
  Delete: { TableName, Key: { ...key }, ...condition },
});

/** One transaction's items for a change of a session that stands: all or nothing, each on what it rests on. */
export function changingWrites(chat: string, changes: ChatSessionChanges, entries: readonly Message[]): Write[] {
  const { state, before, basedOn, members, bans, joinRequests, invites } = changes;
  const { id } = state;
  const detail = detailKey(id);
  const revised = changes.isRevised
    ? put(chat, detailItem(state, basedOn + 1), unchangedSince(basedOn))
    : { ConditionCheck: { TableName: chat, Key: { ...detail }, ...unchangedSince(basedOn) } };
  const lastSeq = entries.at(-1)?.seq ?? seqZero;
  const wasMember = new Set(before?.members.map(({ userId }) => userId));

  const writes = [
    revised,
    ...metaWrites(chat, changes),
    ...entries.map((entry) => put(chat, messageSlotItem(entry), nothingThere)),
    ...members.added.map((member) =>
      put(chat, newMemberItem(id, member, joinedAtSeq(entries, member.userId)), nothingThere),
    ),
    ...members.removed.map((member) => remove(chat, memberKey(id, member.userId), unchanged(member))),
    ...members.altered.map(({ before: was, after }) => memberUpdate(chat, id, was, after, lastSeq)),
    ...changes.witnesses.map((member) => ({
      ConditionCheck: { TableName: chat, Key: { ...memberKey(id, member.userId) }, ...unchanged(member) },
    })),
    ...bans.added.map((ban) => put(chat, banItem(id, ban), nothingThere)),
    // Whoever is banned as a stranger must not have come in meanwhile.
    ...bans.added
      .filter(({ userId }) => !wasMember.has(userId))
      .map(({ userId }) => ({
        ConditionCheck: { TableName: chat, Key: { ...memberKey(id, userId) }, ...nothingThere },
      })),
    ...bans.removed.map(({ userId }) => remove(chat, banKey(id, userId), stillThere)),
    ...joinRequests.added.map((request) => put(chat, joinRequestItem(id, request), nothingThere)),
    ...invites.added.map((invite) => put(chat, inviteItem(id, invite))),
    ...invites.altered.map(({ after }) => put(chat, inviteItem(id, after))),
    ...discovery(chat, before, state),
  ];
  const settled = [
    ...joinRequests.removed.map(({ userId }) => remove(chat, joinRequestKey(id, userId), stillThere)),
    ...invites.removed.map(({ userId }) => remove(chat, inviteKey(userId, id), stillThere)),
  ];
  // Of fifty who are added at once, each with a request and an invite, some keep what no longer means anything.
  return [...writes, ...settled].slice(0, itemsOfOneTransaction);
}

/** Role and mute alone: pointers and preferences are the member's own. */
function memberUpdate(chat: string, id: SessionId, before: Member, after: Member, seq: Seq): Write {
  const { ConditionExpression, ExpressionAttributeValues: was } = unchanged(before);
  const muted = after.mutedUntil === null ? undefined : toIso(after.mutedUntil);
  return {
    Update: {
      TableName: chat,
      Key: { ...memberKey(id, after.userId) },
      UpdateExpression: `SET #role = :role, changedSeq = :seq${muted === undefined ? ' REMOVE mutedUntil' : ', mutedUntil = :muted'}`,
      ConditionExpression,
      ExpressionAttributeNames: { '#role': 'role' },
      ExpressionAttributeValues: {
        ...was,
        ':role': after.role,
        ':seq': seq,
        ...(muted === undefined ? {} : { ':muted': muted }),
      },
    },
  };
}

/** Where a PUBLIC session is found follows its name; what it is found by follows its tags; closed, it is not found. */
export function discovery(chat: string, before: ChatSessionState | null, after: ChatSessionState): Write[] {
  const was = before === null ? undefined : discoverableItem(before);
  const is = discoverableItem(after);
  if (was?.sk === is?.sk && before?.tags === after.tags) return [];
  const gone = was !== undefined && was.sk !== is?.sk ? [remove(chat, { pk: was.pk, sk: was.sk })] : [];
  return is === undefined ? gone : [...gone, put(chat, is)];
}
