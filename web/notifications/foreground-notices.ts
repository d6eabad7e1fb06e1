import type { ChatClient, NotificationSettings } from '../../client/core/index.ts';
import { goTo } from '../shell/route.ts';
import { browserWishes, isPushedTo } from './browser-notices.ts';
import { newsOf } from './news-of.ts';
import type { News } from './news-of.ts';

/** Tells of what comes while the tab is hidden, until the returned function is called. */
export const tellWhileHidden = (client: ChatClient, nameOf: (userId: string) => string): (() => void) => {
  let settings: NotificationSettings | undefined;
  let before = client.sessions.state.get();
  const look = (): void => {
    const state = client.sessions.state.get();
    const earlier = before;
    before = state;
    if (document.visibilityState === 'visible') return;
    if (earlier.status !== 'ready' || earlier.items === state.items) return;
    const news = newsOf(earlier.items, state.items, client.userId, settings, Date.now(), nameOf);
    if (!isPushedTo(client.userId)) for (const each of news) show(each);
    if (news.length > 0 && browserWishes().hasSound) ring();
  };
  // Without them: as if nothing were silenced by the hour.
  const read = (): void =>
    void client.notifications.settings().then(
      (held) => {
        settings = held;
      },
      () => undefined,
    );
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') read();
  };
  document.addEventListener('visibilitychange', hidden);
  const end = client.sessions.state.subscribe(look);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    end();
  };
};

/** Of one session the newest alone is shown, also where several tabs tell of it. */
const show = ({ sessionId, title, body }: News): void => {
  try {
    const shown = new Notification(title, { body, tag: sessionId, silent: true });
    shown.onclick = () => {
      window.focus();
      goTo({ kind: 'session', sessionId });
      shown.close();
    };
  } catch {
    // Some phones show notifications of service workers alone; the title still counts.
  }
};

/** Two soft notes. */
const ring = (): void => {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5);
  [660, 880].forEach((frequency, at) => {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(context.currentTime + at * 0.12);
    note.stop(context.currentTime + 0.5);
    if (at === 1) note.onended = () => void context.close();
  });
};
