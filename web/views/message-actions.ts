import type { FeedRow, SessionFeed, Uploads } from '../../client/core/index.ts';
import { openMenu } from './menu.ts';
import type { MenuItem } from './menu.ts';
import type { RowActions } from './message-row.ts';
import type { Toast } from './toast.ts';

export interface MessageActionsOptions {
  readonly feed: SessionFeed;
  readonly uploads: Uploads;
  readonly toast: Toast;
  readonly reply: (row: FeedRow) => void;
  readonly edit: (row: FeedRow) => void;
  readonly thread: (rootId: string, actions: RowActions) => void;
}

const emojis = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

/** What can be done to a message, as far as this user may. */
export const rowActionsOf = ({ feed, uploads, toast, reply, edit, thread }: MessageActionsOptions): RowActions => {
  const { actions, marks } = feed;
  const may = (permission: 'POST' | 'PIN' | 'MODERATE_MESSAGES'): boolean =>
    feed.session.get().myPermissions.includes(permission);
  /** Every row whose message the server has, has an id. */
  const on = (row: FeedRow, act: (id: string) => Promise<void>): void => {
    const { id } = row;
    if (id !== undefined) void toast.attempt(() => act(id));
  };
  const markOf = (row: FeedRow) => marks.of(row.id ?? '');
  const toggle = (row: FeedRow, emoji: string): void => {
    const mine = markOf(row).reactions.includes(emoji);
    on(row, (id) => (mine ? actions.unreact(id, emoji) : actions.react(id, emoji)));
  };
  const pinOf = (row: FeedRow): MenuItem =>
    feed.pins.has(row.id ?? '')
      ? { label: 'Unpin', press: () => on(row, (id) => actions.unpin(id)) }
      : { label: 'Pin', press: () => on(row, (id) => actions.pin(id)) };
  const openThreadOf = (row: FeedRow): void => {
    if (row.id !== undefined) thread(row.id, rowActions);
  };
  const itemsOf = (row: FeedRow): MenuItem[] => [
    ...emojis.map((emoji) => ({
      label: `React with ${emoji}`,
      content: emoji,
      compact: true,
      press: () => toggle(row, emoji),
    })),
    ...(may('POST') && !row.isInThread
      ? [
          { label: 'Reply', press: () => reply(row) },
          { label: 'Reply in a thread', press: () => openThreadOf(row) },
        ]
      : []),
    ...(row.own && row.kind === 'TEXT' && !row.isInThread ? [{ label: 'Edit', press: () => edit(row) }] : []),
    ...(may('PIN') ? [pinOf(row)] : []),
    ...(row.own || may('MODERATE_MESSAGES')
      ? [{ label: 'Delete', danger: true, press: () => on(row, (id) => actions.delete(id)) }]
      : []),
  ];
  const rowActions: RowActions = {
    retry: (key) => feed.retry(key),
    discard: (key) => feed.discard(key),
    menu: (row, anchor) => openMenu(anchor, 'What to do', itemsOf(row)),
    toggle,
    mark: markOf,
    closes: (row) => row.own || may('MODERATE_MESSAGES'),
    vote: (row, optionIds) => on(row, (id) => actions.vote(id, optionIds)),
    closePoll: (row) => on(row, (id) => actions.closePoll(id)),
    thread: (row) => openThreadOf(row),
    files: {
      urlOf: async (fileId, variant) => (await uploads.urlOf(fileId, variant)).url,
      attempt: toast.attempt,
    },
  };
  return rowActions;
};
