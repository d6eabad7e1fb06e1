import { memo, useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { FocusEvent, ReactElement, Ref } from 'react';
import { useValue } from '../../client/react/index.ts';
import { ListBottom, ListTop } from './list-edge.tsx';
import { ListItems } from './list-items.tsx';
import { ListPills } from './list-pills.tsx';
import { loaded, spare, useMountedRows } from './mounted-rows.ts';
import { moveAmongMessages } from './moving.ts';
import { useOpenSession } from './open-session-context.tsx';
import { placed } from './placing.ts';
import type { Goal } from './use-journey.ts';
import { useJourney } from './use-journey.ts';
import { useKeeper } from './use-keeper.ts';

export interface MessageListHandle {
  /** Shows the newest message, as after sending one. */
  readonly toBottom: () => void;
  /** Shows a message, wherever in the history it is. */
  readonly jump: (messageId: string) => void;
  /** Whether the newest message is in view. */
  readonly isAtBottom: () => boolean;
}

export interface MessageListProps {
  readonly ref: Ref<MessageListHandle>;
  /** Where to begin, instead of at the first unread message or the newest. */
  readonly messageId: string | undefined;
  /** The newest messages are in front of someone's eyes. The same function each time. */
  readonly onSeen: () => void;
}

/** What was jumped to is marked this long. */
const foundMs = 2_500;

/** The messages of a session. */
export const MessageList = memo(({ ref, messageId, onSeen }: MessageListProps): ReactElement => {
  const { feed } = useOpenSession();
  const state = useValue(feed.state);
  const all = state.messages;
  /** The first of all when older ones were asked for. What it was drawn like then, with nothing above it, it stays. */
  const [headKey, setHeadKey] = useState<string | undefined>(undefined);
  const mounted = useMountedRows(all, headKey);
  const journey = useJourney(messageId);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const keeper = useKeeper(box, list);
  /** Since when somebody reads further up: the newest row then. */
  const [away, setAway] = useState<{ readonly since: string | undefined } | undefined>(undefined);
  const [seenDivider, setSeenDivider] = useState<string | undefined>(undefined);
  const [currentKey, setCurrentKey] = useState<string | undefined>(undefined);
  const [foundKey, setFoundKey] = useState<string | undefined>(undefined);

  const { goal, isOpen, unreadKey } = journey;
  const isNewest = mounted.isAtNewest && state.newer === 'complete';
  const items = placed(mounted.rows, unreadKey, { before: mounted.before, headKey });

  /** Everything that follows from where one is now. */
  const settle = (): void => {
    const keeps = keeper.current;
    if (keeps === undefined || !isOpen || goal !== undefined) return;
    if (keeps.atBottom && isNewest) {
      if (away !== undefined) setAway(undefined);
      mounted.latest();
      onSeen();
      if (all.length > loaded.most) feed.keepNewest(loaded.kept);
    } else if (away === undefined) setAway({ since: all.at(-1)?.key });
    const divider = list.current?.querySelector<HTMLElement>(':scope > .unread') ?? undefined;
    // Once it was in view, whoever reads knows where it is.
    if (divider !== undefined && keeps.shows(divider) && seenDivider !== unreadKey) setSeenDivider(unreadKey);
    if (mounted.isAtOldest && keeps.nearTop && state.history === 'more') {
      setHeadKey(all[0]?.key);
      void feed.loadOlder();
    }
    if (mounted.isAtNewest && keeps.nearBottom && state.newer === 'more') void feed.loadNewer();
  };
  /** Puts more rows into the page, a few in a frame. */
  const grow = (): void => {
    if (keeper.current === undefined || !isOpen || goal !== undefined) return;
    const { above, below } = keeper.current.beyond;
    if (above < spare && !mounted.isAtOldest) mounted.earlier();
    else if (below < spare && !mounted.isAtNewest) mounted.later();
  };
  const growNow = useEffectEvent(grow);

  /** Goes there, as soon as it is in the page. */
  const go = (to: Goal): void => {
    const keeps = keeper.current;
    if (keeps === undefined || to.kind === 'fetching') return;
    if (to.kind === 'bottom') {
      if (state.newer !== 'complete') feed.jumpToLatest();
      else if (!mounted.isAtNewest) mounted.latest();
      else {
        keeps.toBottom();
        journey.arrived();
      }
      return;
    }
    const key = to.kind === 'unread' ? unreadKey : keyAt(to.id);
    const isMounted = mounted.rows.some((row) => row.key === key);
    if (key !== undefined && !isMounted && all.some((row) => row.key === key)) {
      mounted.around(key);
      return;
    }
    const target = list.current?.querySelector<HTMLElement>(
      to.kind === 'unread' ? ':scope > .unread' : `:scope > [data-key="${CSS.escape(key ?? '')}"]`,
    );
    if (target !== null && target !== undefined) {
      keeps.show(target, to.kind === 'unread' ? 'top' : 'middle');
      if (to.kind === 'message') {
        target.focus({ preventScroll: true });
        setFoundKey(key);
      }
    }
    journey.arrived();
  };
  /** The row of a message; of one that has no place among these, as a reply in a thread, the row where it was written. */
  const keyAt = (id: string): string | undefined => {
    const seq = Number(id.slice(id.lastIndexOf('.') + 1));
    const there = (row: (typeof all)[number]): boolean => 'seq' in row.progress && row.progress.seq >= seq;
    return (all.find((row) => row.id === id) ?? all.find(there))?.key;
  };

  // After every change, before it is painted.
  useLayoutEffect(() => {
    keeper.current?.changed(isNewest);
    if (goal === undefined) settle();
    else go(goal);
  });

  useEffect(() => {
    const frame = requestAnimationFrame(() => growNow());
    return () => cancelAnimationFrame(frame);
  });

  useEffect(() => {
    if (foundKey === undefined) return undefined;
    const timer = setTimeout(() => setFoundKey(undefined), foundMs);
    return () => clearTimeout(timer);
  }, [foundKey]);

  useImperativeHandle(ref, () => ({
    toBottom: journey.toBottom,
    jump: journey.jump,
    isAtBottom: () => isNewest && keeper.current?.atBottom === true,
  }));

  const scrolled = (): void => {
    keeper.current?.scrolled();
    settle();
    grow();
  };
  const focused = ({ target }: FocusEvent<HTMLElement>): void => {
    const key = target.closest<HTMLElement>('[data-key]')?.dataset['key'];
    if (key !== undefined) setCurrentKey(key);
  };
  return (
    <div className="message-list">
      <div
        ref={box}
        className="scroller"
        role="region"
        aria-label="Messages"
        aria-busy={!isOpen}
        tabIndex={-1}
        onScroll={scrolled}
      >
        <ListTop
          state={state}
          isEmpty={all.length === 0}
          hasMore={!mounted.isAtOldest}
          onLoad={() => void feed.loadOlder()}
        />
        <ol
          ref={list}
          className="messages"
          role="list"
          data-waiting={isOpen || all.length === 0 ? undefined : ''}
          onFocus={focused}
          onKeyDown={moveAmongMessages}
        >
          <ListItems items={items} currentKey={currentKey} foundKey={foundKey} />
        </ol>
        <ListBottom newer={state.newer} onLoad={() => void feed.loadNewer()} />
      </div>
      <ListPills
        rows={all}
        away={isOpen ? away : undefined}
        hasUnread={isOpen && goal === undefined && (journey.isUnreadElsewhere || unreadKey !== seenDivider)}
        onUnread={journey.toUnread}
        onBottom={journey.toBottom}
      />
    </div>
  );
});
MessageList.displayName = 'MessageList';
