import type { SessionFeed } from '../../client/core/index.ts';
import { el } from '../dom.ts';
import type { View } from '../dom.ts';
import { authorOf } from './message-row.ts';
import { sentenceOf } from './system-line.ts';

/** Reads out what others write while a session is open. History, and one's own messages, stay silent. */
export const announcer = (feed: SessionFeed, userId: string): View => {
  const element = el('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  let announced: number | undefined;
  const render = (): void => {
    const { messages, history } = feed.state.get();
    if (history === 'loading' && announced === undefined) return;
    const newest = messages.findLast(({ progress }) => 'seq' in progress);
    const seq = newest !== undefined && 'seq' in newest.progress ? newest.progress.seq : 0;
    const first = announced === undefined;
    if (!first && seq <= (announced ?? 0)) return;
    announced = seq;
    if (first || newest === undefined || newest.own) return;
    element.textContent = newest.kind === 'SYSTEM' ? sentenceOf(newest, userId) : `${authorOf(newest)}: ${newest.text}`;
  };
  const stop = feed.state.subscribe(render);
  render();
  return {
    element,
    destroy() {
      stop();
      element.remove();
    },
  };
};
