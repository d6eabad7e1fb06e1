import { Limits } from '../../client/core/index.ts';
import { button, el, setAttributes, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';

export interface ComposerOptions {
  /** Names the draft that this composer keeps over a reload. */
  readonly draftKey: string;
  readonly send: (text: string) => void;
  readonly typed: () => void;
}

export interface ComposerView extends View {
  focus(): void;
}

/** From how many characters before the limit on the count is shown. */
const countFrom = 500;

/** Safari ends a composition before it tells of the Enter that ended it: milliseconds in which Enter is that one. */
const stillComposingMs = 100;

/** Where a message is written. Enter sends, Shift+Enter begins a line; Enter that ends a composition does neither. */
export const composerView = ({ draftKey, send, typed }: ComposerOptions): ComposerView => {
  const field = el('textarea', {
    class: 'composer-field',
    rows: 1,
    dir: 'auto',
    placeholder: 'Write a message',
    'aria-label': 'Message',
    'aria-describedby': 'composer-count',
    enterkeyhint: 'send',
  });
  const count = el('span', { id: 'composer-count', class: 'count' });
  const submit = button({ class: 'send', 'aria-label': 'Send' }, () => submitText(), icon('send'));
  const element = el('div', { class: 'composer' }, el('div', { class: 'composer-box' }, field, submit), count);

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
    send(field.value);
    field.value = '';
    sessionStorage.removeItem(draftKey);
    refresh();
    field.focus();
  };

  field.addEventListener('input', () => {
    refresh();
    sessionStorage.setItem(draftKey, field.value);
    if (field.value.trim() !== '') typed();
  });
  let composedAt = Number.NEGATIVE_INFINITY;
  field.addEventListener('compositionend', ({ timeStamp }) => {
    composedAt = timeStamp;
  });
  field.addEventListener('keydown', (event) => {
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
    destroy: () => element.remove(),
  };
};
