import type { FeedRow, Mark } from '../../client/core/index.ts';
import { fullTimeOf, timeOf } from '../dates.ts';
import { button, el, hiddenText, setAttributes, setText } from '../dom.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { nameOf } from '../people.ts';
import { avatar } from './avatar.ts';
import { contentOf } from './message-content.ts';
import type { ContentActions } from './message-content.ts';

/** A row and what its neighbours make of it. */
export interface PlacedRow {
  readonly row: FeedRow;
  /** First and last of a run by the same author, close in time. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface RowActions extends ContentActions {
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  readonly menu: (row: FeedRow, anchor: HTMLElement) => void;
  readonly toggle: (row: FeedRow, emoji: string) => void;
  readonly thread: (row: FeedRow) => void;
  /** What this user left on it. */
  readonly mark: (row: FeedRow) => Mark;
  readonly closes: (row: FeedRow) => boolean;
}

export interface MessageRow {
  readonly element: HTMLElement;
  update(placed: PlacedRow): void;
}

type Progress = FeedRow['progress']['state'];

const progressOf: Readonly<Record<Progress, { readonly icon: IconName; readonly label: string } | undefined>> = {
  received: undefined,
  queued: { icon: 'clock', label: 'Sending' },
  sent: { icon: 'check', label: 'Sent' },
  delivered: { icon: 'checks', label: 'Delivered' },
  read: { icon: 'checks', label: 'Read' },
  failed: { icon: 'warning', label: 'Not sent' },
};

export const authorOf = (row: FeedRow): string => row.senderName ?? nameOf(row.senderId);

/** One message. The element lives as long as the message is shown, through sending, acknowledgement and changes. */
export const createMessageRow = (placed: PlacedRow, actions: RowActions): MessageRow => {
  const { own, key } = placed.row;
  const name = authorOf(placed.row);
  let row = placed.row;
  const quote = el('div', { class: 'quote-place' });
  const body = el('div', { class: 'bubble', dir: 'auto' });
  const reactions = el('div', { class: 'reactions' });
  const time = el('time', {});
  const mark = el('span', { class: 'foot-mark' });
  const progress = el('span', { class: 'progress' });
  const replies = button({ class: 'link replies', hidden: true }, () => actions.thread(row));
  const failure = el('div', { class: 'failure' });
  const more: HTMLButtonElement = button(
    {
      class: 'icon-button message-more',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': `Actions for the message of ${own ? 'you' : name}`,
    },
    () => actions.menu(row, more),
    icon('more'),
  );
  const author = el('span', { class: 'author', dir: 'auto' }, own ? 'You' : name);
  const foot = el('div', { class: 'foot' }, mark, time, progress);
  const element = el(
    'li',
    { class: 'message', 'data-key': key, 'data-own': own },
    own ? undefined : avatar(row.senderId, name),
    el(
      'div',
      { class: 'message-body' },
      author,
      quote,
      el('div', { class: 'bubble-line' }, body, more),
      reactions,
      replies,
      foot,
      failure,
    ),
  );
  let shown: FeedRow | undefined;
  let shownMark: Mark | undefined;

  const update = (next: PlacedRow): void => {
    row = next.row;
    setAttributes(element, {
      'data-first': next.first,
      'data-last': next.last,
      'data-progress': row.progress.state,
      'data-kind': row.kind,
      'data-deleted': row.isDeleted,
    });
    const myMark = actions.mark(row);
    if (row === shown && myMark === shownMark) return;
    const before = shown;
    [shown, shownMark] = [row, myMark];
    setAttributes(time, { datetime: new Date(row.at).toISOString(), title: fullTimeOf(row.at) });
    setText(time, timeOf(row.at));
    const marks = [row.isAnonymous ? 'anonymous' : '', row.isEdited ? 'edited' : ''];
    setText(mark, marks.filter((part) => part !== '').join(' · '));
    replies.hidden = (row.thread?.replyCount ?? 0) === 0;
    setText(replies, repliesOf(row));
    // A poll shows what this user voted for; the rest is redrawn only when it is another.
    if (before?.content !== row.content || before.isDeleted !== row.isDeleted || row.kind === 'POLL') {
      body.replaceChildren(
        ...contentOf(row, { mark: myMark, closes: actions.closes(row), actions }).filter((part) => part !== undefined),
      );
    }
    more.hidden = row.id === undefined || row.isDeleted;
    quote.replaceChildren(...quoteOf(row));
    reactions.replaceChildren(...reactionsOf(row, myMark, actions));
    if (row.progress.state !== before?.progress.state) showProgress();
  };
  const showProgress = (): void => {
    const shape = own ? progressOf[row.progress.state] : undefined;
    progress.replaceChildren(...(shape === undefined ? [] : [icon(shape.icon), hiddenText(shape.label)]));
    failure.replaceChildren(
      ...(row.progress.state === 'failed' ? failureOf(row.key, row.progress.error.message, actions) : []),
    );
  };
  update(placed);
  return { element, update };
};

const repliesOf = ({ thread }: FeedRow): string => {
  const count = thread?.replyCount ?? 0;
  return `${count} ${count === 1 ? 'reply' : 'replies'}`;
};

const quoteOf = ({ quote }: FeedRow): HTMLElement[] => {
  if (quote === null) return [];
  const text = quote.isDeleted ? 'This message was deleted' : quote.text === '' ? quote.kind.toLowerCase() : quote.text;
  return [
    el(
      'blockquote',
      { class: 'quote', dir: 'auto' },
      el('span', { class: 'quote-author' }, quote.senderName ?? nameOf(quote.senderId)),
      ' ',
      text,
    ),
  ];
};

const reactionsOf = (row: FeedRow, mark: Mark, { toggle }: RowActions): HTMLElement[] =>
  row.reactions.map(({ emoji, count }) => {
    const mine = mark.reactions.includes(emoji);
    return button(
      {
        class: 'reaction',
        'aria-pressed': String(mine),
        'aria-label': `${emoji}, ${count}${mine ? ', yours among them' : ''}`,
      },
      () => toggle(row, emoji),
      emoji,
      el('span', { class: 'reaction-count' }, String(count)),
    );
  });

/** Errors are sentences "unable to <do>; <why>", and what could not be done stands there already. */
const whyOf = (sentence: string): string => sentence.slice(sentence.indexOf('; ') + 1).trim();

const failureOf = (key: string, why: string, { retry, discard }: RowActions): HTMLElement[] => [
  el('p', { role: 'alert' }, `Not sent: ${whyOf(why)}`),
  button({ class: 'link' }, () => retry(key), 'Try again'),
  button({ class: 'link' }, () => discard(key), 'Delete'),
];
