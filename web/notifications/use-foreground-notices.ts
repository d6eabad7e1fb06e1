import { useEffect, useEffectEvent, useRef } from 'react';
import type { NotificationSettings } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { goTo } from '../shell/route.ts';
import { browserWishes, isPushedTo, leaveOf } from './browser-notices.ts';
import { newsOf } from './news-of.ts';
import type { News } from './news-of.ts';
import { useNameOf } from '../use-name-of.ts';

/** Tells of what comes while the tab is hidden, where the user asked for it in this browser. */
export const useForegroundNotices = (): void => {
  const client = useChatClient();
  const settings = useRef<NotificationSettings | undefined>(undefined);
  const before = useRef(client.sessions.state.get());
  const nameOf = useNameOf();
  const look = useEffectEvent(() => {
    const state = client.sessions.state.get();
    const earlier = before.current;
    before.current = state;
    const { isOn, hasSound } = browserWishes();
    if (!isOn || leaveOf() !== 'granted' || document.visibilityState === 'visible') return;
    if (earlier.status !== 'ready' || earlier.items === state.items) return;
    const news = newsOf(earlier.items, state.items, client.userId, settings.current, Date.now(), nameOf);
    if (!isPushedTo(client.userId)) for (const each of news) show(each);
    if (news.length > 0 && hasSound) ring();
  });
  useEffect(() => {
    // Without them: as if nothing were silenced by the hour.
    const read = (): void =>
      void client.notifications.settings().then(
        (held) => {
          settings.current = held;
        },
        () => undefined,
      );
    const hidden = (): void => {
      if (document.visibilityState === 'hidden' && browserWishes().isOn) read();
    };
    document.addEventListener('visibilitychange', hidden);
    const end = client.sessions.state.subscribe(() => look());
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      end();
    };
  }, [client]);
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
