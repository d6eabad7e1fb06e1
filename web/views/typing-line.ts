import type { State, Typist } from '../../client/core/index.ts';
import { el, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { nameOf } from '../people.ts';

/** Who is typing. Keeps its place when nobody is, so that nothing jumps. */
export const typingLine = (typing: State<readonly Typist[]>): View => {
  const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i', {}), el('i', {}), el('i', {}));
  const text = el('span', {});
  const element = el('div', { class: 'typing', 'data-on': false }, dots, text);
  const render = (): void => {
    const sentence = sentenceOf(typing.get().map(({ userId, userName }) => userName ?? nameOf(userId)));
    element.toggleAttribute('data-on', sentence !== '');
    setText(text, sentence);
  };
  const stop = typing.subscribe(render);
  render();
  return {
    element,
    destroy() {
      stop();
      element.remove();
    },
  };
};

const mostNamed = 3;

const sentenceOf = (names: readonly string[]): string => {
  if (names.length === 0) return '';
  if (names.length > mostNamed) return 'Several people are typing…';
  if (names.length === 1) return `${names.join('')} is typing…`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} are typing…`;
};
