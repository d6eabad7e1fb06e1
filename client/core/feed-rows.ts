import { previewOf } from '../../domain/vocabulary/message-text.ts';
import type * as Schema from '../../generated/schema.ts';
import { contentOf } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { ChatError } from './errors.ts';
import { messageIn, shownIn } from './log-view.ts';
import type { LogView } from './log-view.ts';
import { quoteOf, textOf } from './message.ts';
import type { Message } from './message.ts';
import type { Outgoing } from './send-queue.ts';

/** How far an own message got: on the server, with every other member, before all of their eyes. */
export type Reach = 'sent' | 'delivered' | 'read';

/** A message as a list shows it. */
export interface FeedRow {
  /** Stays the same when the server acknowledges, so that what was drawn stays drawn. */
  readonly key: string;
  /** The message's id; undefined while it is on its way. */
  readonly id: string | undefined;
  readonly own: boolean;
  readonly senderId: string;
  readonly senderName: string | null;
  readonly kind: Schema.MessageKind;
  /** Null once it is deleted. */
  readonly content: Schema.MessageContent | null;
  /** The one text of the content, as a preview has it. */
  readonly text: string;
  readonly quote: Schema.MessageQuote | null;
  readonly mentions: readonly string[];
  readonly reactions: readonly Schema.Reaction[];
  /** The thread that it starts. */
  readonly thread: Schema.Thread | null;
  readonly isInThread: boolean;
  readonly isAnonymous: boolean;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  /** Epoch milliseconds: the server's, or this device's while the message is on its way. */
  readonly at: number;
  /** What is on its way, to be changed and sent again when it was refused. */
  readonly draft: Draft | undefined;
  readonly progress:
    | { readonly state: 'received'; readonly seq: number }
    | { readonly state: Reach; readonly seq: number }
    | { readonly state: 'queued' }
    | { readonly state: 'failed'; readonly error: ChatError };
}

/** What a list of rows is made from. */
export interface RowSources {
  readonly view: LogView | undefined;
  /** A message with what this user is doing to it. */
  readonly pending: (message: Message) => Message;
  /** Which messages of the view are in this list. */
  readonly holds: (message: Message) => boolean;
  readonly outgoing: readonly Outgoing[];
  readonly userId: string;
  readonly isOwn: (senderId: string) => boolean;
  readonly reachOf: (seq: number) => Reach;
}

/** Messages of the log in its order, then those on their way. Rows of `before` that did not change are kept as they are. */
export const rowsOf = (before: readonly FeedRow[], sources: RowSources): readonly FeedRow[] => {
  const { view, outgoing } = sources;
  const known = new Map(before.map((row) => [row.key, row]));
  const sentHere = new Map(
    outgoing.flatMap(({ key, progress }) => (progress.state === 'sent' ? [[progress.message.id, key] as const] : [])),
  );
  const messages = view === undefined ? [] : view.messages.filter(sources.holds);
  const shown = new Set(messages.map(({ id }) => id));
  const rows = [
    ...messages.map((message) => rowOfMessage(message, sentHere.get(message.id), sources)),
    ...outgoing.flatMap((entry) => rowOfOutgoing(entry, shown, sources)),
  ].map((row) => kept(known.get(row.key), row));
  return rows.length === before.length && rows.every((row, at) => row === before[at]) ? before : rows;
};

/** What a row was made from besides its message, which is never changed. */
interface Made {
  readonly row: FeedRow;
  readonly key: string | undefined;
  readonly own: boolean;
  readonly reach: Reach;
  readonly thread: unknown;
  readonly quoted: Message | undefined;
}

/** A long list is made anew whenever one of its messages changes: what the others were made to is looked up. */
const madeBefore = new WeakMap<Message, Made>();

const rowOfMessage = (
  message: Message,
  key: string | undefined,
  { view, pending, isOwn, reachOf }: RowSources,
): FeedRow => {
  const held = pending(message);
  const own = isOwn(held.senderId);
  const reach = reachOf(held.seq);
  const thread = view?.threads.get(held.seq);
  const quoted = view === undefined || held.replyTo === null ? undefined : messageIn(view, held.replyTo.messageId);
  const known = madeBefore.get(held);
  if (
    known !== undefined &&
    known.key === key &&
    known.own === own &&
    known.reach === reach &&
    known.thread === thread &&
    known.quoted === quoted
  ) {
    return known.row;
  }
  const row = drawn(view === undefined ? held : shownIn(view, held), key, own, reach);
  madeBefore.set(held, { row, key, own, reach, thread, quoted });
  return row;
};

const drawn = (message: Message, key: string | undefined, own: boolean, reach: Reach): FeedRow => {
  const { seq } = message;
  return {
    key: key ?? message.id,
    id: message.id,
    own,
    senderId: message.senderId,
    senderName: message.senderName,
    kind: message.kind,
    content: message.content,
    text: textOf(message),
    quote: message.replyTo,
    mentions: message.mentions,
    reactions: message.reactions,
    thread: message.thread,
    isInThread: message.threadRootId !== null,
    isAnonymous: message.isAnonymous,
    isEdited: message.editedAt !== null,
    isDeleted: message.deletedAt !== null,
    at: Date.parse(message.createdAt),
    draft: undefined,
    progress: own && message.kind !== 'SYSTEM' ? { state: reach, seq } : { state: 'received', seq },
  };
};

/** An acknowledged message that the log's view does not hold yet stays where it was, lest it vanish for a moment. */
const rowOfOutgoing = (
  { key, draft, queuedAt, progress }: Outgoing,
  shown: ReadonlySet<string>,
  sources: RowSources,
): readonly FeedRow[] => {
  if (progress.state === 'sent') {
    const { message } = progress;
    const isElsewhere = shown.has(message.id) || !sources.holds(message);
    const isGone = sources.view?.gone.has(message.seq) ?? false;
    return isElsewhere || isGone ? [] : [rowOfMessage(message, key, sources)];
  }
  const content = contentOf(draft);
  return [
    {
      key,
      id: undefined,
      own: true,
      senderId: sources.userId,
      senderName: null,
      kind: draft.kind,
      content,
      text: textOf({ content }),
      quote: quoteFor(draft, sources.view),
      mentions: draft.mentions ?? [],
      reactions: [],
      thread: null,
      isInThread: draft.threadRootId !== undefined,
      isAnonymous: draft.isAnonymous ?? false,
      isEdited: false,
      isDeleted: false,
      at: queuedAt,
      draft,
      progress,
    },
  ];
};

const quoteFor = ({ replyToId }: Draft, view: LogView | undefined): Schema.MessageQuote | null => {
  const quoted = replyToId === undefined || view === undefined ? undefined : messageIn(view, replyToId);
  return quoted === undefined ? null : quoteOf(quoted);
};

/** What a message shows of others is made anew each time, and compared by what it says. */
const made = new Set<string>(['quote', 'thread', 'progress']);

const kept = (before: FeedRow | undefined, now: FeedRow): FeedRow =>
  before === now
    ? now
    : before !== undefined && (before.draft === undefined ? sameRow(before, now) : sameDraft(before, now))
      ? before
      : now;

const sameRow = (before: FeedRow, now: FeedRow): boolean =>
  Object.entries(now).every(([name, value]) => {
    const held: unknown = Reflect.get(before, name);
    return made.has(name) ? same(held, value) : Object.is(held, value);
  });

/** The content of a draft is made from it, and says the same as long as the draft is the same. */
const sameDraft = (before: FeedRow, now: FeedRow): boolean =>
  before.draft === now.draft && same(before.quote, now.quote) && same(before.progress, now.progress);

const same = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.is(Reflect.get(one, name), Reflect.get(other, name)))
  );
};

/** A row as one that answers it quotes it; for whoever writes the answer. */
export const quotedRow = ({ id, senderId, senderName, kind, text, isDeleted }: FeedRow): Schema.MessageQuote => ({
  messageId: id ?? '',
  senderId,
  senderName,
  kind,
  text: previewOf(text),
  isDeleted,
});

/** The newest message of a session's own course that is somebody else's. */
export const newestOfOthers = (view: LogView | undefined, isOwn: (senderId: string) => boolean): Message | undefined =>
  view?.messages.findLast(
    ({ senderId, kind, threadRootId }) => kind !== 'SYSTEM' && threadRootId === null && !isOwn(senderId),
  );
