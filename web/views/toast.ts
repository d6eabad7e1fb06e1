import { ChatError } from '../../client/core/index.ts';
import { el, setText } from '../dom.ts';
import type { View } from '../dom.ts';

const shownMs = 7_000;

export interface Toast extends View {
  /** Runs what may be refused, and says why it was. */
  readonly attempt: (what: () => Promise<unknown>) => Promise<void>;
}

/** Where refusals are told. */
export const toast = (): Toast => {
  const element = el('div', { class: 'toast', role: 'alert' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    async attempt(what) {
      clearTimeout(timer);
      setText(element, '');
      try {
        await what();
      } catch (cause) {
        setText(element, cause instanceof ChatError ? sentence(cause.message) : 'Something went wrong.');
        timer = setTimeout(() => setText(element, ''), shownMs);
      }
    },
    destroy() {
      clearTimeout(timer);
      element.remove();
    },
  };
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
