import { useMemo } from 'react';
import type { FeedRow, FeedState, SessionFeed, State, ThreadFeed, ThreadState } from '../core/index.ts';
import { useHandle } from './use-handle.ts';
import { useSelector, useValue } from './use-value.ts';

/** The messages of an open session, oldest first, and how far they can be trusted. A row that did not change is the same. */
export const useMessages = (feed: SessionFeed): FeedState => useValue(feed.state);

/**
 * A part of one message. The component renders again only when that part changes.
 *
 * @param key of the row; it stays the same when the server acknowledges.
 * @param select a pure function; it gets undefined where no such message is shown.
 */
export const useMessage = <Part>(
  feed: SessionFeed,
  key: string,
  select: (row: FeedRow | undefined) => Part,
  isEqual?: (one: Part, other: Part) => boolean,
): Part => useSelector(feed.state, ({ messages }) => select(messages.find((row) => row.key === key)), isEqual);

export interface ThreadView {
  /** Undefined for the moment in which the thread is being opened. */
  readonly thread: ThreadFeed | undefined;
  readonly state: ThreadState;
}

/** Opens the thread that a message starts, as long as the component is there. */
export const useThread = (feed: SessionFeed, rootId: string): ThreadView => {
  const thread = useHandle(rootId, () => feed.thread(rootId));
  return { thread, state: useValue(thread?.state ?? unopened) };
};

const empty: ThreadState = {
  status: 'loading',
  root: undefined,
  replies: [],
  history: 'loading',
  lastReadSeq: 0,
  unreadCount: 0,
};
const unopened: State<ThreadState> = { get: () => empty, subscribe: () => () => undefined };

/** Who has read up to a position of the log, by user id; nobody is named in sessions of more than 50 members. */
export const useReaders = (feed: SessionFeed, seq: number): readonly string[] =>
  useSelector(feed.state, () => feed.receipts.readersOf(seq), sameList);

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, at) => item === other[at]);

export interface SearchView {
  /** Oldest first. */
  readonly found: readonly FeedRow[];
  /** Whether messages further up were not looked at: `loadOlder` brings a page of them. */
  readonly isPartial: boolean;
  readonly loadOlder: () => Promise<void>;
}

/** Looks for a text in the messages of a session that are loaded. Case does not count; for no text, nothing is found. */
export const useSearch = (feed: SessionFeed, text: string): SearchView => {
  const { messages, history } = useValue(feed.state);
  const sought = text.trim().toLowerCase();
  const found = useMemo(
    () => (sought === '' ? [] : messages.filter((row) => row.text.toLowerCase().includes(sought))),
    [messages, sought],
  );
  return { found, isPartial: history !== 'complete', loadOlder: () => feed.loadOlder() };
};
