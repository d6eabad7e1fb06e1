import type { FeedRow } from '../../client/core/feed-rows.ts';
import type { Message as ApiMessage } from '../../client/core/message.ts';
import { textOf } from '../../client/core/message.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';

/** What a user is shown of a message, in the form in which the model and the client are compared. */
export interface RowView {
  readonly seq: number;
  readonly kind: string;
  readonly sender: string;
  readonly senderName: string | null;
  readonly isAnonymous: boolean;
  readonly text: string;
  readonly language: string | null;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  readonly mentions: readonly string[];
  readonly reactions: Readonly<Record<string, number>>;
  readonly quote: {
    readonly seq: number;
    readonly sender: string;
    readonly text: string;
    readonly isDeleted: boolean;
  } | null;
  readonly thread: { readonly root: number; readonly replies: number } | null;
  readonly poll: { readonly votes: readonly number[]; readonly voters: number; readonly isClosed: boolean } | null;
  readonly system: {
    readonly event: string;
    readonly userIds: readonly string[];
    readonly role: string | null;
    readonly about: number | null;
  } | null;
}

/** Everything that is compared, by what it is. */
export type Views = Readonly<Record<string, unknown>>;

const seqOf = (messageId: string): number => positionOf(messageId)?.seq ?? 0;

const contentView = (content: FeedRow['content']) => ({
  language: content?.code?.language ?? null,
  poll: content?.poll
    ? {
        votes: content.poll.options.map(({ votes }) => votes),
        voters: content.poll.voterCount,
        isClosed: content.poll.closedAt !== null,
      }
    : null,
  system: content?.system
    ? {
        event: content.system.event,
        userIds: content.system.userIds,
        role: content.system.role,
        about: content.system.messageId === null ? null : seqOf(content.system.messageId),
      }
    : null,
});

const countsOf = (reactions: ApiMessage['reactions']): Readonly<Record<string, number>> =>
  Object.fromEntries(reactions.map(({ emoji, count }) => [emoji, count]));

const quoteView = (quote: ApiMessage['replyTo']): RowView['quote'] =>
  quote && { seq: seqOf(quote.messageId), sender: quote.senderId, text: quote.text, isDeleted: quote.isDeleted };

const threadView = (thread: ApiMessage['thread']): RowView['thread'] =>
  thread && { root: seqOf(thread.rootId), replies: thread.replyCount };

/** A row as a feed or a thread shows it. */
export const viewOfRow = (row: FeedRow): RowView => ({
  seq: 'seq' in row.progress ? row.progress.seq : 0,
  kind: row.kind,
  sender: row.senderId,
  senderName: row.kind === 'SYSTEM' ? null : row.senderName,
  isAnonymous: row.isAnonymous,
  text: row.text,
  isEdited: row.isEdited && !row.isDeleted,
  isDeleted: row.isDeleted,
  mentions: row.mentions,
  reactions: countsOf(row.reactions),
  quote: quoteView(row.quote),
  thread: threadView(row.thread),
  ...contentView(row.content),
});

/** A message as the API answers it, with the state of the thread that it starts or is in. */
export const viewOfMessage = (message: ApiMessage): RowView => ({
  seq: message.seq,
  kind: message.kind,
  sender: message.senderId,
  senderName: message.kind === 'SYSTEM' ? null : message.senderName,
  isAnonymous: message.isAnonymous,
  text: textOf(message),
  isEdited: message.editedAt !== null && message.deletedAt === null,
  isDeleted: message.deletedAt !== null,
  mentions: message.mentions,
  reactions: countsOf(message.reactions),
  quote: quoteView(message.replyTo),
  thread: threadView(message.thread),
  ...contentView(message.content),
});

/** Where two views differ, in words. */
export const differences = (expected: Views, observed: Views): readonly string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(observed)])].flatMap((name) =>
    between(name, expected[name], observed[name]),
  );

/** Of lists the first place that differs, of records each. */
const between = (name: string, wanted: unknown, seen: unknown): readonly string[] => {
  if (same(wanted, seen)) return [];
  if (Array.isArray(wanted) && Array.isArray(seen)) {
    const at = [...wanted.keys(), ...seen.keys()].find((place) => !same(wanted[place], seen[place])) ?? 0;
    const lengths =
      wanted.length === seen.length ? '' : `, of which there are ${seen.length} and not ${wanted.length},`;
    return between(`${name}[${at}]${lengths}`, wanted[at], seen[at]);
  }
  if (isRecord(wanted) && isRecord(seen)) {
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(seen)])];
    return names.flatMap((inner) => between(`${name} ${inner}`, wanted[inner], seen[inner]));
  }
  return [`${name} is ${shown(seen)}, expected ${shown(wanted)}`];
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(sorted(value)));
const same = (one: unknown, other: unknown): boolean => shown(one) === shown(other);

/** The same with the names in order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};
