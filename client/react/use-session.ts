import { useEffect, useState } from 'react';
import { ChatError } from '../core/index.ts';
import type {
  Member,
  MembersState,
  Permission,
  Pin,
  SessionFeed,
  SessionSummary,
  State,
  Typist,
} from '../core/index.ts';
import { useChatClient } from './chat-context.tsx';
import { useHandle } from './use-handle.ts';
import { useSelector, useValue } from './use-value.ts';

export type SessionView =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ChatError }
  /** `feed` is the same one wherever the session is open, and is closed when no component has it any more. */
  | { readonly status: 'open'; readonly feed: SessionFeed };

/** What a lost network or a busy server refused is asked for again after so long. */
const askAgainMs = 2_000;

/** Opens a session as long as the component is there: whether it is in the list or not. */
export const useSession = (sessionId: string): SessionView => {
  const client = useChatClient();
  const listed = useSelector(client.sessions.state, ({ items }) => items.find(({ id }) => id === sessionId));
  const [found, setFound] = useState<SessionSummary | ChatError | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const known = listed ?? (found instanceof ChatError || found?.id !== sessionId ? undefined : found);
  const isKnown = known !== undefined;
  useEffect(() => {
    if (isKnown) return undefined;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (answer: unknown): void => {
      if (isGone || !(answer instanceof ChatError)) return;
      setFound(answer);
      if (answer.retryable) timer = setTimeout(() => setAttempt((before) => before + 1), askAgainMs);
    };
    client.findSession(sessionId).then((summary) => {
      if (!isGone) setFound(summary);
    }, take);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [client, sessionId, isKnown, attempt]);
  const feed = useHandle(known?.id, () => {
    if (known === undefined) throw new Error('unable to open a session; nothing is known of it');
    return client.session(known);
  });
  if (feed !== undefined) return { status: 'open', feed };
  return found instanceof ChatError && !isKnown ? { status: 'failed', error: found } : { status: 'loading' };
};

/** Whether the user may do something in a session, as its rules and their role are now. */
export const usePermission = (feed: SessionFeed, permission: Permission): boolean =>
  useSelector(feed.session, ({ myPermissions }) => myPermissions.includes(permission));

export interface MembersView extends MembersState {
  readonly loadMore: () => Promise<void>;
}

/** The members of a session, read page by page and kept up to date. */
export const useMembers = (feed: SessionFeed): MembersView => {
  const { members } = feed;
  const state = useValue(members.state);
  useEffect(() => {
    if (members.state.get().status === 'idle') void members.load();
  }, [members]);
  return { ...state, loadMore: () => members.loadMore() };
};

/** What is pinned in a session, newest first. */
export const usePins = (feed: SessionFeed): readonly Pin[] => {
  const { pins } = feed;
  useEffect(() => void pins.load(), [pins]);
  return useValue(pins.state);
};

export interface TypingView {
  readonly typists: readonly Typist[];
  /** Call it on every keystroke: what goes out is at most one signal in 2.5 seconds. */
  readonly typed: () => void;
}

/** Who of the others is typing in a session. */
export const useTyping = (feed: SessionFeed): TypingView => ({
  typists: useValue(feed.typing),
  typed: () => feed.typed(),
});

type Presences = ReturnType<ReturnType<typeof useChatClient>['presence']['watch']>['state'];

/** Whether members of a session are there: at most 100 of them. Whoever is not in the map is not known yet. */
export const usePresence = (sessionId: string, userIds: readonly Member['userId'][]): ReturnType<Presences['get']> => {
  const client = useChatClient();
  const key = userIds.length === 0 ? undefined : [sessionId, ...userIds].join(' ');
  const state = useHandle(key, () => {
    const { state: feed, release } = client.presence.watch(sessionId, userIds);
    return { feed, release };
  });
  return useValue(state ?? nobody);
};

const nobodyThere: ReturnType<Presences['get']> = new Map();
const nobody: State<ReturnType<Presences['get']>> = { get: () => nobodyThere, subscribe: () => () => undefined };
