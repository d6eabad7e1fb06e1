import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import { joinedAtSeq } from '../../domain/chat-session/log-of-changes.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Message } from '../../domain/message/message.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { banItem, inviteItem, joinRequestItem } from './admission-items.ts';
import { detailItem } from './detail-items.ts';
import type { Key } from './layout/index.ts';
import { banKey, detailKey, inviteKey, joinRequestKey, memberKey, metaKey } from './layout/index.ts';
import { messageSlotItem } from './log-items.ts';
import { accessCopies, discoverableItem, newMemberItem } from './session-items.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Service quota. */
const itemsOfOneTransaction = 100;

const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };
const stillThere = { ConditionExpression: 'attribute_exists(pk)' };

const withRole = ({ role }: Member) => ({
  ConditionExpression: '#role = :role',
  ExpressionAttributeNames: { '#role': 'role' },
  ExpressionAttributeValues: { ':role': role },
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
  const wasMember = new Set(before?.members.map(({ userId }) => userId));

  const writes = [
    revised,
    ...metaUpdate(chat, changes),
    ...entries.map((entry) => put(chat, messageSlotItem(entry), nothingThere)),
    ...members.added.map((member) =>
      put(chat, newMemberItem(id, member, joinedAtSeq(entries, member.userId)), nothingThere),
    ),
    ...members.removed.map((member) => remove(chat, memberKey(id, member.userId), withRole(member))),
    ...members.altered.map(({ before: was, after }) => memberUpdate(chat, id, was, after)),
    ...changes.witnesses.map((member) => ({
      ConditionCheck: { TableName: chat, Key: { ...memberKey(id, member.userId) }, ...withRole(member) },
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

/** What changes in META besides the sequencer, which moves by itself. */
function metaUpdate(chat: string, changes: ChatSessionChanges): Write[] {
  const { state, before, members, revokes, countsMembers } = changes;
  const joined = members.added.length - members.removed.length;
  const copies = Object.entries(metaCopies(state)).filter(
    ([name, value]) => before === null || metaCopies(before)[name] !== value,
  );
  const makesRoom = joined > 0 || before?.settings.maxMembers !== state.settings.maxMembers;
  if (copies.length === 0 && joined === 0 && !revokes && !makesRoom) return [];

  const counted = countsMembers
    ? ['memberCount = :counted']
    : makesRoom
      ? ['memberCount <= :room']
      : ['attribute_exists(pk)'];
  const sets = [
    ...copies.map(([name]) => `#${name} = :${name}`),
    ...(joined === 0 ? [] : ['memberCount = memberCount + :joined']),
    ...(revokes ? ['accessVersion = if_not_exists(accessVersion, :zero) + :one'] : []),
  ];
  const values = {
    ...Object.fromEntries(copies.map(([name, value]) => [`:${name}`, value])),
    ...(joined === 0 ? {} : { ':joined': joined }),
    ...(revokes ? { ':zero': 0, ':one': 1 } : {}),
    ...(countsMembers
      ? { ':counted': before?.memberCount }
      : makesRoom
        ? { ':room': state.settings.maxMembers - joined }
        : {}),
  };
  const names = Object.fromEntries(copies.map(([name]) => [`#${name}`, name]));
  const on = { TableName: chat, Key: { ...metaKey(state.id) }, ConditionExpression: counted.join(' AND ') };
  return [
    sets.length === 0
      ? { ConditionCheck: { ...on, ExpressionAttributeValues: values } }
      : {
          Update: {
            ...on,
            UpdateExpression: `SET ${sets.join(', ')}`,
            ...(copies.length === 0 ? {} : { ExpressionAttributeNames: names }),
            ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
          },
        },
  ];
}

const metaCopies = (state: ChatSessionState): Readonly<Record<string, string | number | boolean>> => ({
  kind: state.kind,
  status: state.status,
  ...accessCopies(state),
});

/** Role and mute alone: pointers and preferences are the member's own. */
function memberUpdate(chat: string, id: SessionId, before: Member, after: Member): Write {
  const muted = after.mutedUntil;
  const wasMuted = before.mutedUntil;
  return {
    Update: {
      TableName: chat,
      Key: { ...memberKey(id, after.userId) },
      UpdateExpression: `SET #role = :role${muted === null ? ' REMOVE mutedUntil' : ', mutedUntil = :muted'}`,
      ConditionExpression: `#role = :was AND ${wasMuted === null ? 'attribute_not_exists(mutedUntil)' : 'mutedUntil = :wasMuted'}`,
      ExpressionAttributeNames: { '#role': 'role' },
      ExpressionAttributeValues: {
        ':role': after.role,
        ':was': before.role,
        ...(muted === null ? {} : { ':muted': toIso(muted) }),
        ...(wasMuted === null ? {} : { ':wasMuted': toIso(wasMuted) }),
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
