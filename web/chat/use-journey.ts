import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useSelector } from '../../client/react/index.ts';
import { useToast } from '../parts/toast.tsx';
import { useEvent } from '../parts/use-event.ts';
import { useOpenSession } from './open-session-context.tsx';
import { firstUnreadOf } from './placing.ts';

/** What is to be in view next. */
export type Goal =
  | { readonly kind: 'bottom' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'message'; readonly id: string }
  /** The messages there are on their way. */
  | { readonly kind: 'fetching' };

export interface Journey {
  /** The place where one begins to read is known. */
  readonly isOpen: boolean;
  readonly goal: Goal | undefined;
  readonly arrived: () => void;
  /** The first message that was not read when somebody began to look; the divider stands above it until they look anew. */
  readonly unreadKey: string | undefined;
  /** The first unread message is further up than what was loaded. */
  readonly isUnreadElsewhere: boolean;
  readonly jump: (messageId: string) => void;
  readonly toUnread: () => void;
  readonly toBottom: () => void;
}

/** Where in a session's messages somebody is on their way to: at first to what they did not read yet, else to the newest. */
export const useJourney = (messageId: string | undefined): Journey => {
  const { feed } = useOpenSession();
  const { attempt } = useToast();
  const isLoaded = useSelector(feed.state, ({ history, status }) => history !== 'loading' && status !== 'failed');
  const [isOpen, setOpen] = useState(false);
  const [goal, setGoal] = useState<Goal | undefined>(undefined);
  const [unreadKey, setUnreadKey] = useState<string | undefined>(undefined);
  const [elsewhere, setElsewhere] = useState<string | undefined>(undefined);
  const linked = useRef<string | undefined>(undefined);
  /** Up to where somebody had read when they began to look. */
  const readBefore = useRef(0);

  const travel = async (cursor: string, next: Goal): Promise<void> => {
    setGoal({ kind: 'fetching' });
    const isThere = await attempt(() => feed.jumpTo(cursor));
    setGoal(isThere ? next : undefined);
  };
  const divide = (lastReadSeq: number): boolean => {
    const key = firstUnreadOf(feed.state.get().messages, lastReadSeq);
    readBefore.current = lastReadSeq;
    setUnreadKey(key);
    setElsewhere(undefined);
    return key !== undefined;
  };
  const travelToUnread = async (cursor: string): Promise<void> => {
    await travel(cursor, { kind: 'unread' });
    divide(readBefore.current);
  };
  const isShown = (id: string | undefined): boolean => feed.state.get().messages.some((row) => row.id === id);
  const jump = (id: string): void => {
    if (isShown(id)) setGoal({ kind: 'message', id });
    else void travel(id, { kind: 'message', id });
  };

  const begin = useEffectEvent(async (): Promise<void> => {
    const { messages, lastReadSeq, history } = feed.state.get();
    const { unreadCount, firstUnreadCursor } = feed.session.get();
    const oldest = messages.find(({ progress }) => 'seq' in progress)?.progress;
    const oldestSeq = oldest !== undefined && 'seq' in oldest ? oldest.seq : 0;
    const isFurtherUp = history === 'more' && unreadCount > 0 && oldestSeq > lastReadSeq + 1;
    readBefore.current = lastReadSeq;
    linked.current = messageId;
    if (messageId !== undefined) await travel(messageId, { kind: 'message', id: messageId });
    else if (!isFurtherUp) setGoal({ kind: divide(lastReadSeq) ? 'unread' : 'bottom' });
    else if (lastReadSeq > 0) await travelToUnread(firstUnreadCursor);
    // Whoever never read anything here has no place to go on at.
    else setGoal({ kind: 'bottom' });
    if (isFurtherUp && (messageId !== undefined || lastReadSeq === 0)) setElsewhere(firstUnreadCursor);
    else if (messageId !== undefined) divide(lastReadSeq);
    setOpen(true);
  });
  const isBegun = useRef(false);
  useLayoutEffect(() => {
    if (!isLoaded || isBegun.current) return;
    isBegun.current = true;
    void begin();
  }, [isLoaded]);

  const follow = useEffectEvent((id: string): void => {
    if (linked.current === id) return;
    linked.current = id;
    jump(id);
  });
  useEffect(() => {
    if (isOpen && messageId !== undefined) follow(messageId);
  }, [isOpen, messageId]);

  useEvent(document, 'visibilitychange', () => {
    const { messages, lastReadSeq } = feed.state.get();
    if (document.visibilityState !== 'visible' || !isOpen) return;
    // What came meanwhile is marked; without anything new, the divider stays where it was.
    if (firstUnreadOf(messages, lastReadSeq) !== undefined) divide(lastReadSeq);
  });

  return {
    isOpen,
    goal,
    arrived: () => setGoal(undefined),
    unreadKey,
    jump,
    isUnreadElsewhere: elsewhere !== undefined,
    toUnread() {
      const cursor = elsewhere ?? (isShown(unreadKey) ? undefined : unreadKey);
      if (cursor === undefined) setGoal({ kind: 'unread' });
      else void travelToUnread(cursor);
    },
    toBottom: () => setGoal({ kind: 'bottom' }),
  };
};
