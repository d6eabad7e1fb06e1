import type { FeedRow } from '../../client/core/index.ts';
import { fullTimeOf, timeOf } from '../dates.ts';
import { button, el, hiddenText, setAttributes, setText } from '../dom.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { nameOf } from '../people.ts';
import { avatar } from './avatar.ts';

/** A row and what its neighbours make of it. */
export interface PlacedRow {
  readonly row: FeedRow;
  readonly own: boolean;
  /** First and last of a run by the same author, close in time. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface RowActions {
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
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
  failed: { icon: 'warning', label: 'Not sent' },
};

/** One message. The element lives as long as the message is shown, through sending and acknowledgement. */
export const createMessageRow = (placed: PlacedRow, actions: RowActions): MessageRow => {
  const { row, own } = placed;
  const name = row.senderName ?? nameOf(row.senderId);
  const body = el('div', { class: 'bubble', dir: 'auto' }, row.text);
  const time = el('time', {});
  const progress = el('span', { class: 'progress' });
  const failure = el('div', { class: 'failure' });
  const author = el('span', { class: 'author', dir: 'auto' }, own ? 'You' : name);
  const element = el(
    'li',
    { class: 'message', 'data-key': row.key, 'data-own': own },
    own ? undefined : avatar(row.senderId, name),
    el('div', { class: 'message-body' }, author, body, el('div', { class: 'foot' }, time, progress), failure),
  );
  let shown: Progress | undefined;

  const update = (next: PlacedRow): void => {
    setAttributes(element, {
      'data-first': next.first,
      'data-last': next.last,
      'data-progress': next.row.progress.state,
    });
    setText(time, timeOf(next.row.at));
    setAttributes(time, { datetime: new Date(next.row.at).toISOString(), title: fullTimeOf(next.row.at) });
    const state = next.row.progress.state;
    if (state === shown) return;
    shown = state;
    const mark = own ? (progressOf[state] ?? progressOf.sent) : undefined;
    progress.replaceChildren(...(mark === undefined ? [] : [icon(mark.icon), hiddenText(mark.label)]));
    failure.replaceChildren(
      ...(next.row.progress.state === 'failed'
        ? failureOf(next.row.key, next.row.progress.error.message, actions)
        : []),
    );
  };
  update(placed);
  return { element, update };
};

/** Errors are sentences "unable to <do>; <why>", and what could not be done stands there already. */
const whyOf = (sentence: string): string => sentence.slice(sentence.indexOf('; ') + 1).trim();

const failureOf = (key: string, why: string, { retry, discard }: RowActions): HTMLElement[] => [
  el('p', { role: 'alert' }, `Not sent: ${whyOf(why)}`),
  button({ class: 'link' }, () => retry(key), 'Try again'),
  button({ class: 'link' }, () => discard(key), 'Delete'),
];
