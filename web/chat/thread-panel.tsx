import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { FeedRow, ThreadFeed } from '../../client/core/index.ts';
import { useHandle, useValue } from '../../client/react/index.ts';
import { Composer } from '../composer/composer.tsx';
import type { Writing } from '../composer/composer.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ListItems } from './list-items.tsx';
import { moveAmongMessages } from './moving.ts';
import { useOpenSession } from './open-session-context.tsx';
import { placed } from './placing.ts';
import { useKeeper } from './use-keeper.ts';

export interface ThreadPanelProps {
  readonly rootId: string;
  readonly closedBecause: string | undefined;
  readonly onClose: () => void;
}

/** Wide enough for the messages and a thread beside them. */
const wide = '(min-width: 64rem)';

/** What was replied to one message, and where one replies: beside the messages where there is room, else over them. */
export const ThreadPanel = ({ rootId, closedBecause, onClose }: ThreadPanelProps): ReactElement => {
  const { feed } = useOpenSession();
  const thread = useHandle(rootId, () => feed.thread(rootId));
  const box = useRef<HTMLDialogElement>(null);
  useShown(box);
  const closed = (): void => {
    if (box.current?.open !== true) onClose();
  };
  const pressed = (event: KeyboardEvent): void => {
    // A menu in it and a dialog over it close by themselves, and what is written is the composer's.
    const isHere = event.target instanceof Element && event.target.closest('[popover], dialog') === event.currentTarget;
    if (event.key === 'Escape' && !event.defaultPrevented && isHere) box.current?.close();
  };
  return (
    <dialog ref={box} className="thread-panel" aria-label="Thread" onClose={closed} onKeyDown={pressed}>
      <div className="dialog-head">
        <h2>Thread</h2>
        <IconButton icon="close" label="Close the thread" onClick={() => box.current?.close()} />
      </div>
      {thread !== undefined && <OpenThread thread={thread} closedBecause={closedBecause} />}
    </dialog>
  );
};

/** Opens the dialog in the way that the width calls for, and gives the focus back where it was. */
const useShown = (box: { readonly current: HTMLDialogElement | null }): void => {
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    const width = matchMedia(wide);
    const show = (): void => {
      const focused = document.activeElement;
      dialog.close();
      if (width.matches) dialog.show();
      else dialog.showModal();
      if (focused instanceof HTMLElement && dialog.contains(focused)) focused.focus();
    };
    show();
    width.addEventListener('change', show);
    return () => {
      width.removeEventListener('change', show);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [box]);
};

interface OpenThreadProps {
  readonly thread: ThreadFeed;
  readonly closedBecause: string | undefined;
}

const OpenThread = ({ thread, closedBecause }: OpenThreadProps): ReactElement => {
  const { root, replies, history, status, error } = useValue(thread.state);
  const [writing, setWriting] = useState<Writing>({ kind: 'new' });
  const [currentKey, setCurrentKey] = useState<string | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const keeper = useKeeper(box, list);
  // Here it is answered by what is written below, like every reply.
  const shownRoot = useMemo<FeedRow | undefined>(
    () => (root === undefined ? undefined : { ...root, isInThread: true, thread: null }),
    [root],
  );
  const items = placed(shownRoot === undefined ? replies : [shownRoot, ...replies], undefined);
  useLayoutEffect(() => {
    keeper.current?.changed();
  });
  const seen = useEffectEvent(() => {
    if (status === 'ready' && document.visibilityState === 'visible') thread.markRead();
  });
  useEffect(() => seen(), [replies, status]);
  return (
    <>
      <div
        ref={box}
        className="thread"
        role="region"
        aria-label="Replies to a message"
        tabIndex={-1}
        onScroll={() => keeper.current?.scrolled()}
      >
        {(history === 'more' || history === 'failed') && (
          <button type="button" className="quiet" onClick={() => void thread.loadOlder()}>
            Show earlier replies
          </button>
        )}
        {status === 'loading' && <Notice kind="loading" title="Loading replies…" text={error?.message} />}
        {status === 'failed' && <Notice kind="error" title="This thread cannot be shown" text={error?.message} />}
        <ol
          ref={list}
          className="messages"
          role="list"
          aria-label="Replies"
          onKeyDown={moveAmongMessages}
          onFocus={({ target }) => setCurrentKey(target.closest<HTMLElement>('[data-key]')?.dataset['key'])}
        >
          <ListItems items={items} currentKey={currentKey} foundKey={undefined} />
        </ol>
      </div>
      <Composer
        writing={writing}
        onWriting={setWriting}
        threadRootId={thread.rootId}
        closedBecause={closedBecause}
        onSent={() => keeper.current?.toBottom()}
      />
    </>
  );
};
