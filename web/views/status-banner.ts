import type { FeedStatus, SessionFeed } from '../../client/core/index.ts';
import { el, setAttributes, setText } from '../dom.ts';
import type { View } from '../dom.ts';

/** A connection that is back this soon is nobody's concern. */
const patienceMs = 2_000;
const farewellMs = 2_500;

/** Says when live messages do not arrive, and when they do again. */
export const statusBanner = (feed: SessionFeed): View => {
  const element = el('div', { class: 'banner', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: 'nothing' | 'offline' | 'back' = 'nothing';
  let last: FeedStatus | undefined;

  const show = (next: typeof shown, text: string): void => {
    shown = next;
    setText(element, text);
    setAttributes(element, { 'data-shown': next });
  };
  const later = (ms: number, action: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };
  const render = (): void => {
    const { status } = feed.state.get();
    if (status === last) return;
    last = status;
    if (status === 'offline' && shown !== 'offline') {
      later(patienceMs, () => show('offline', 'Connection lost. Reconnecting… You can go on writing.'));
    }
    if (status !== 'live') return;
    clearTimeout(timer);
    if (shown !== 'offline') return;
    show('back', 'Back online, nothing missed.');
    later(farewellMs, () => show('nothing', ''));
  };
  const stop = feed.state.subscribe(render);
  render();
  return {
    element,
    destroy() {
      clearTimeout(timer);
      stop();
      element.remove();
    },
  };
};
