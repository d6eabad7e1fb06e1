import type { FeedRow, SessionFeed } from '../../client/core/index.ts';
import { button, el } from '../dom.ts';
import { composerView } from './composer.ts';
import { openDialog } from './dialog.ts';
import { createMessageRow } from './message-row.ts';
import type { MessageRow, RowActions } from './message-row.ts';

/** What was replied to one message, and where one replies. */
export const openThread = (feed: SessionFeed, rootId: string, userId: string, actions: RowActions): void => {
  const { feed: thread, release } = feed.thread(rootId);
  const older = button({ class: 'quiet' }, () => void thread.loadOlder(), 'Show earlier replies');
  const list = el('ol', { class: 'messages', role: 'list', 'aria-label': 'Replies' });
  const box = el('div', { class: 'thread', tabindex: 0, role: 'region', 'aria-label': 'Thread' }, older, list);
  const rows = new Map<string, MessageRow>();
  const composer = composerView({
    draftKey: `parley.draft.${userId}.${rootId}`,
    send: (text) => void thread.send(text),
    typed: () => feed.typed(),
  });

  let rootBefore: FeedRow | undefined;
  let shownRoot: FeedRow | undefined;

  const render = (): void => {
    const { root, replies, history, status } = thread.state.get();
    if (root !== rootBefore) {
      rootBefore = root;
      // Here it is answered by what is written below, like every reply.
      shownRoot = root === undefined ? undefined : { ...root, isInThread: true };
    }
    const shown: readonly FeedRow[] = shownRoot === undefined ? replies : [shownRoot, ...replies];
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    const known = new Set(shown.map(({ key }) => key));
    for (const [key, row] of rows) {
      if (known.has(key)) continue;
      rows.delete(key);
      row.element.remove();
    }
    shown.forEach((row, at) => {
      const placed = { row, first: true, last: true };
      const held = rows.get(row.key) ?? createMessageRow(placed, actions);
      rows.set(row.key, held);
      held.update(placed);
      if (list.children[at] !== held.element) list.insertBefore(held.element, list.children[at] ?? null);
    });
    older.hidden = history !== 'more' && history !== 'failed';
    if (isAtEnd) box.scrollTop = box.scrollHeight;
    if (status === 'ready') thread.markRead();
  };
  const endings = [thread.state.subscribe(render), feed.marks.state.subscribe(render)];
  openDialog('Thread', [box, composer.element], () => {
    for (const end of endings) end();
    composer.destroy();
    release();
  });
  render();
  composer.focus();
};
