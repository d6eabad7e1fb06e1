/**
 * How a message changes where it is stored, exactly once: the resolvers and the services write the same. A leaf in the
 * APPSYNC_JS subset.
 */
import { reactionKinds } from '../../../domain/vocabulary/limits.ts';
import { optionKey } from '../../../domain/vocabulary/message-content.ts';
import type { CodeFacts, FileFacts } from '../../../domain/vocabulary/message-content.ts';

/** An update of a MESSAGE slot, but for what all of them have: `versioned` and `undeleted`. */
export interface SlotUpdate {
  readonly set: readonly string[];
  readonly remove?: readonly string[];
  readonly condition?: string;
  /** Names and values of the update, and those of the condition: some of them are in both. */
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly conditionNames?: Readonly<Record<string, string>>;
  readonly conditionValues?: Readonly<Record<string, unknown>>;
}

/** Every change of a message counts: the first state is stored without its number. */
const versioned: SlotUpdate = {
  set: ['#version = if_not_exists(#version, :one) + :one'],
  names: { '#version': 'version' },
  values: { ':one': 1 },
};

/** The update as it is sent: a change of a message that is there and not deleted, counted in its version. */
export const updateOfSlot = (change: SlotUpdate) => {
  const { remove = [], condition } = change;
  const set = `SET ${versioned.set.concat(change.set).join(', ')}`;
  return {
    update: {
      expression: remove.length > 0 ? `${set} REMOVE ${remove.join(', ')}` : set,
      names: { ...versioned.names, ...change.names },
      values: { ...versioned.values, ...change.values },
    },
    condition: {
      expression: ['attribute_exists(messageKind) AND attribute_not_exists(deletedAt)']
        .concat(condition ?? [])
        .join(' AND '),
      names: change.conditionNames ?? {},
      values: change.conditionValues ?? {},
    },
  };
};

type Reactions = Readonly<Record<string, number>>;

/** One more of `emoji`, to reactions that were `reactions`. Their map is absent while it is empty. */
export const reactionAdded = (reactions: Reactions, emoji: string): SlotUpdate =>
  Object.keys(reactions).length === 0
    ? {
        set: ['reactions = :first'],
        values: { ':first': { [emoji]: 1 } },
        condition: 'attribute_not_exists(reactions)',
      }
    : {
        set: ['reactions.#emoji = if_not_exists(reactions.#emoji, :zero) + :one'],
        names: { '#emoji': emoji },
        values: { ':zero': 0 },
        condition: 'attribute_exists(reactions) AND (attribute_exists(reactions.#emoji) OR size(reactions) < :kinds)',
        conditionNames: { '#emoji': emoji },
        conditionValues: { ':kinds': reactionKinds },
      };

/** One fewer of `emoji`. A count that would reach 0 leaves the map, and a map that would be empty the message. */
export const reactionRemoved = (reactions: Reactions, emoji: string): SlotUpdate => {
  const names = { '#emoji': emoji };
  const one = { conditionNames: names, conditionValues: { ':one': 1 } };
  if ((reactions[emoji] ?? 0) > 1) {
    return { set: ['reactions.#emoji = reactions.#emoji - :one'], names, condition: 'reactions.#emoji > :one', ...one };
  }
  return Object.keys(reactions).length > 1
    ? {
        set: [],
        remove: ['reactions.#emoji'],
        names,
        condition: 'reactions.#emoji = :one AND size(reactions) > :one',
        ...one,
      }
    : { set: [], remove: ['reactions'], condition: 'reactions.#emoji = :one AND size(reactions) = :one', ...one };
};

/** Only while nobody edited it since: the first edition is stored without its number. */
const ofEdition = (edition: number): Pick<SlotUpdate, 'condition' | 'conditionValues'> =>
  edition === 1
    ? { condition: 'attribute_not_exists(edition)' }
    : { condition: 'edition = :edition', conditionValues: { ':edition': edition } };

/** Another content in place of that of the `edition`-th. `at` is ISO 8601. */
export const contentReplaced = (
  edition: number,
  { text, code }: { readonly text: string; readonly code?: CodeFacts | undefined },
  at: string,
): SlotUpdate => ({
  ...ofEdition(edition),
  set: ['#text = :text', 'edition = :next', 'editedAt = :at'].concat(code ? ['#code = :code'] : []),
  names: code ? { '#text': 'text', '#code': 'code' } : { '#text': 'text' },
  values: { ':text': text, ':next': edition + 1, ':at': at, ...(code ? { ':code': code } : {}) },
});

/** All that a message holds besides its one text, which is stored empty. */
const contentNames = {
  '#mentions': 'mentions',
  '#reactions': 'reactions',
  '#code': 'code',
  '#poll': 'poll',
  '#location': 'location',
  '#attachment': 'attachment',
};

/** No content any more, of which the `edition`-th was the last: so none is kept that nobody knew of. */
export const contentTaken = (edition: number, by: string, at: string): SlotUpdate => ({
  ...ofEdition(edition),
  set: ['#text = :empty', 'deletedAt = :at', 'deletedBy = :by'],
  remove: Object.keys(contentNames),
  names: { '#text': 'text', ...contentNames },
  values: { ':empty': '', ':at': at, ':by': by },
});

/** One reply fewer, where a thread begins. Not a change of that message's own, which may be deleted. */
export const replyTaken = {
  update: {
    expression: 'SET replyCount = replyCount - :one, #version = if_not_exists(#version, :one) + :one',
    names: { '#version': 'version' },
    values: { ':one': 1 },
  },
  condition: { expression: 'attribute_exists(replyCount)', names: {}, values: {} },
};

const open = {
  condition: '#poll.closedAt = :null',
  conditionNames: { '#poll': 'poll' },
  conditionValues: { ':null': null },
};

/** The votes of one member, who voted for `before`, are for `after` now. Each holds an option once. */
export const voteCounted = (before: readonly number[], after: readonly number[]): SlotUpdate => {
  const added = after.filter((id) => !before.includes(id));
  const taken = before.filter((id) => !after.includes(id));
  const voters = Math.min(after.length, 1) - Math.min(before.length, 1);
  const counted = (id: number, sign: string) =>
    `#poll.#votes.${optionKey(id)} = #poll.#votes.${optionKey(id)} ${sign} :one`;
  return {
    ...open,
    set: added
      .map((id) => counted(id, '+'))
      .concat(taken.map((id) => counted(id, '-')))
      .concat(voters === 0 ? [] : [`#poll.voterCount = #poll.voterCount ${voters > 0 ? '+' : '-'} :one`]),
    names: { '#poll': 'poll', '#votes': 'votes' },
  };
};

/** No votes any more. */
export const pollClosed = (at: string): SlotUpdate => ({
  ...open,
  set: ['#poll.closedAt = :at'],
  names: { '#poll': 'poll' },
  values: { ':at': at },
});

/** What the message shows of its file once that was looked at, while it carries that one. */
export const fileShown = ({ fileId, size, width, height, state }: FileFacts): SlotUpdate => ({
  set: ['size', 'width', 'height', 'state'].map((name) => `#attachment.#${name} = :${name}`),
  names: { '#attachment': 'attachment', '#size': 'size', '#width': 'width', '#height': 'height', '#state': 'state' },
  values: { ':size': size, ':width': width, ':height': height, ':state': state },
  condition: '#attachment.fileId = :fileId',
  conditionNames: { '#attachment': 'attachment' },
  conditionValues: { ':fileId': fileId },
});
