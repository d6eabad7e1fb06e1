import { Limits } from '../../client/core/index.ts';
import type { FeedRow } from '../../client/core/index.ts';
import { button, el, setAttributes, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';
import { authorOf } from './message-row.ts';

/** What is being written: a message, an answer to one, or an own one anew. */
export type Writing = { readonly kind: 'new' } | { readonly kind: 'reply' | 'edit'; readonly row: FeedRow };

export interface ComposerOptions {
  /** Names the draft that this composer keeps over a reload. */
  readonly draftKey: string;
  readonly send: (text: string, writing: Writing) => void;
  readonly typed: () => void;
}

export interface ComposerView extends View {
  focus(): void;
  /** Begins an answer to a message, or to write an own one anew. */
  write(writing: Writing): void;
  /** Why nothing can be written now; undefined where it can. */
  close(why: string | undefined): void;
}

/** From how many characters before the limit on the count is shown. */
const countFrom = 500;

/** Safari ends a composition before it tells of the Enter that ended it: milliseconds in which Enter is that one. */
const stillComposingMs = 100;

/** Where a message is written. Enter sends, Shift+Enter begins a line; Enter that ends a composition does neither. */
export const composerView = ({ draftKey, send, typed }: ComposerOptions): ComposerView => {
  const countId = `count ${draftKey}`.replaceAll(' ', '-');
  const field = el('textarea', {
    class: 'composer-field',
    rows: 1,
    dir: 'auto',
    placeholder: 'Write a message',
    'aria-label': 'Message',
    'aria-describedby': countId,
    enterkeyhint: 'send',
  });
  const count = el('span', { class: 'count', id: countId });
  const submit = button({ class: 'send', 'aria-label': 'Send' }, () => submitText(), icon('send'));
  const about = el('div', { class: 'composer-about' });
  const closed = el('p', { class: 'composer-closed', role: 'status' });
  const box = el('div', { class: 'composer-box' }, field, submit);
  const element = el('div', { class: 'composer' }, about, box, count, closed);
  let writing: Writing = { kind: 'new' };

  const refresh = (): void => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    const left = Limits.textLength - field.value.length;
    setText(count, left > countFrom ? '' : left >= 0 ? `${left} characters left` : `${-left} characters too many`);
    setAttributes(count, { 'data-over': left < 0 });
    submit.disabled = field.value.trim() === '' || left < 0;
  };
  const submitText = (): void => {
    if (submit.disabled) return;
    const [text, what] = [field.value, writing];
    // What was begun before an edit is taken up again.
    field.value = what.kind === 'edit' ? (sessionStorage.getItem(draftKey) ?? '') : '';
    if (what.kind !== 'edit') sessionStorage.removeItem(draftKey);
    show({ kind: 'new' });
    refresh();
    field.focus();
    send(text, what);
  };
  const show = (next: Writing): void => {
    writing = next;
    about.replaceChildren(...aboutOf(next, () => cancel()));
    setAttributes(submit, { 'aria-label': next.kind === 'edit' ? 'Save' : 'Send' });
  };
  const write = (next: Writing): void => {
    if (next.kind === 'edit') field.value = next.row.text;
    else if (writing.kind === 'edit') field.value = sessionStorage.getItem(draftKey) ?? '';
    show(next);
    refresh();
    field.focus();
  };
  const cancel = (): void => write({ kind: 'new' });

  field.addEventListener('input', () => {
    refresh();
    if (writing.kind !== 'edit') sessionStorage.setItem(draftKey, field.value);
    if (field.value.trim() !== '') typed();
  });
  let composedAt = Number.NEGATIVE_INFINITY;
  field.addEventListener('compositionend', ({ timeStamp }) => {
    composedAt = timeStamp;
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && writing.kind !== 'new') cancel();
    if (event.key !== 'Enter' || event.shiftKey) return;
    if (event.isComposing || event.timeStamp - composedAt < stillComposingMs) return;
    event.preventDefault();
    submitText();
  });
  field.value = sessionStorage.getItem(draftKey) ?? '';
  // Its height can be measured only once it is in the page.
  requestAnimationFrame(refresh);
  refresh();
  return {
    element,
    focus: () => field.focus(),
    write,
    close(why) {
      box.hidden = why !== undefined;
      setText(closed, why ?? '');
    },
    destroy: () => element.remove(),
  };
};

const aboutOf = (writing: Writing, cancel: () => void): HTMLElement[] => {
  if (writing.kind === 'new') return [];
  const isReply = writing.kind === 'reply';
  return [
    el(
      'p',
      { class: 'composer-about-text', dir: 'auto' },
      el('strong', {}, isReply ? `Replying to ${writing.row.own ? 'yourself' : authorOf(writing.row)}` : 'Editing'),
      ` ${writing.row.text}`,
    ),
    button({ class: 'icon-button', 'aria-label': isReply ? 'Do not reply' : 'Do not edit' }, cancel, icon('close')),
  ];
};
