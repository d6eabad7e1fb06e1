import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { PlacedChange } from '../../application/ports/message-changes.ts';
import type { Message } from '../../domain/message/message.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { editionsBefore } from '../../domain/vocabulary/message-changes.ts';
import { contentAttributes } from './content-items.ts';
import type { EditionItem, Key, SlotUpdate } from './layout/index.ts';
import {
  contentReplaced,
  contentTaken,
  editionKey,
  pollClosed,
  reactionAdded,
  reactionKey,
  reactionRemoved,
  replyTaken,
  slotKey,
  updateOfSlot,
  voteCounted,
  voteKey,
} from './layout/index.ts';
import { changeSlotItem } from './log-items.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

interface Expression {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The writes of one change: its message, the entry that tells of it, and what goes with them. The first two always stand
 * first. `withRoot`: whether a reply's deletion is counted where its thread begins.
 */
export function writesOf(
  table: string,
  sessionId: SessionId,
  change: PlacedChange,
  withRoot: boolean,
): readonly Write[] {
  const { entry, basis } = change;
  const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };
  return [
    updating(table, slotKey(sessionId, entry.target), updateOfSlot(slotUpdateOf(change))),
    { Put: { TableName: table, Item: { ...changeSlotItem(sessionId, entry) }, ...nothingThere } },
    ...besides(table, basis.message, change, withRoot),
  ];
}

function slotUpdateOf({ by, entry, basis: { message }, effect }: PlacedChange): SlotUpdate {
  const at = toIso(entry.at);
  switch (effect.change) {
    case 'EDITED':
      return contentReplaced(message.edition, contentAttributes(effect.content), at);
    case 'DELETED':
      return contentTaken(message.edition, by, at);
    case 'REACTION_ADDED':
      return reactionAdded(message.reactions, effect.emoji);
    case 'REACTION_REMOVED':
      return reactionRemoved(message.reactions, effect.emoji);
    case 'VOTED':
      return voteCounted(effect.before, effect.after);
    case 'POLL_CLOSED':
      return pollClosed(at);
  }
}

function besides(table: string, message: Message, change: PlacedChange, withRoot: boolean): readonly Write[] {
  const { by, entry, effect } = change;
  const id = messageIdOf(message.sessionId, message.seq);
  switch (effect.change) {
    case 'EDITED':
      return [{ Put: { TableName: table, Item: { ...editionItem(message, toIso(entry.at)) } } }];
    case 'DELETED': {
      const root =
        message.threadRoot === null || !withRoot
          ? []
          : [updating(table, slotKey(message.sessionId, message.threadRoot), replyTaken)];
      const earlier = editionsBefore(message.edition).map((edition) => editionKey(id, edition));
      return [...root, ...earlier.map((key): Write => ({ Delete: { TableName: table, Key: { ...key } } }))];
    }
    case 'REACTION_ADDED':
      return [ownReactions(table, reactionKey(id, by), 'ADD', effect.emoji, untilOf(message))];
    case 'REACTION_REMOVED':
      return [ownReactions(table, reactionKey(id, by), 'DELETE', effect.emoji, {})];
    case 'VOTED':
      return [ownVote(table, { ...voteKey(id, by), ...untilOf(message) }, effect.before, effect.after)];
    case 'POLL_CLOSED':
      return [];
  }
}

/** One update of the layout's, as the SDK takes it. */
export function updating(
  table: string,
  key: Key,
  { update, condition }: { readonly update: Expression; readonly condition: Expression },
): Write {
  const [names, values] = [
    { ...update.names, ...condition.names },
    { ...update.values, ...condition.values },
  ];
  return {
    Update: {
      TableName: table,
      Key: { ...key },
      UpdateExpression: update.expression,
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

/** What goes with a message is kept as long as that is. */
const untilOf = ({ expiresAt }: Pick<Message, 'expiresAt'>): { readonly expiresAt?: number } =>
  expiresAt === null ? {} : { expiresAt: expiresAt / 1000 };

const ownReactions = (
  table: string,
  key: Key,
  act: 'ADD' | 'DELETE',
  emoji: string,
  { expiresAt }: { readonly expiresAt?: number },
): Write => {
  const until = expiresAt === undefined ? {} : { ':expiresAt': expiresAt };
  return {
    Update: {
      TableName: table,
      Key: { ...key },
      UpdateExpression: `${expiresAt === undefined ? '' : 'SET expiresAt = :expiresAt '}${act} emojis :emojis`,
      ConditionExpression: act === 'ADD' ? 'NOT contains(emojis, :emoji)' : 'contains(emojis, :emoji)',
      ExpressionAttributeValues: { ':emojis': new Set([emoji]), ':emoji': emoji, ...until },
    },
  };
};

/** As it was read; no vote is no item. */
function ownVote(
  table: string,
  { pk, sk, ...until }: Key & { readonly expiresAt?: number },
  before: readonly number[],
  after: readonly number[],
): Write {
  const asRead =
    before.length === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'optionIds = :before', ExpressionAttributeValues: { ':before': [...before] } };
  return after.length === 0
    ? { Delete: { TableName: table, Key: { pk, sk }, ...asRead } }
    : { Put: { TableName: table, Item: { pk, sk, optionIds: [...after], ...until }, ...asRead } };
}

/** What the message held until now. Only text and code can be replaced. */
export function editionItem(message: Message, replacedAt: string): EditionItem {
  const { sessionId, seq, edition, content } = message;
  const { text, code } = content === null ? { text: '' } : contentAttributes(content);
  return {
    ...editionKey(messageIdOf(sessionId, seq), edition),
    edition,
    text,
    ...(code === undefined ? {} : { code }),
    replacedAt,
    ...untilOf(message),
  };
}
