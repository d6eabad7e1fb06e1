import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactElement } from 'react';
import { useSelector, useValue } from '../../client/react/index.ts';
import { useSay } from './announcer.tsx';
import { useOpenSession } from './open-session-context.tsx';

/** A connection that is back this soon is nobody's concern. */
const patienceMs = 2_000;
const farewellMs = 2_500;

const offline = 'Connection lost.';
const back = 'Back online, nothing missed.';

/** Says when live messages do not arrive, when it is tried again, and when they arrive again. */
export const StatusBanner = (): ReactElement => {
  const { client, feed } = useOpenSession();
  const status = useSelector(feed.state, (state) => state.status);
  const [shown, setShown] = useState<'nothing' | 'offline' | 'back'>('nothing');
  const say = useSay();
  const show = useEffectEvent((next: 'offline' | 'back') => {
    setShown(next);
    say(next === 'offline' ? `${offline} You can go on writing.` : back);
  });
  const next = status === 'offline' ? 'offline' : status === 'live' && shown === 'offline' ? 'back' : undefined;
  const isNews = next !== undefined && next !== shown;
  useEffect(() => {
    if (!isNews) return undefined;
    const timer = setTimeout(() => show(next), next === 'offline' ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [isNews, next]);
  useEffect(() => {
    if (shown !== 'back') return undefined;
    const timer = setTimeout(() => setShown('nothing'), farewellMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="banner" data-shown={shown}>
      {shown === 'back' && back}
      {shown === 'offline' && (
        <>
          <span>
            {offline} <NextAttempt /> You can go on writing.
          </span>
          <button type="button" className="link" onClick={() => client.wake()}>
            Try now
          </button>
        </>
      )}
    </div>
  );
};

/** Counts down to the next attempt, where it is known when that is. */
const NextAttempt = (): ReactElement => {
  const { client } = useOpenSession();
  const { retryAt } = useValue(client.connection);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (retryAt === undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [retryAt]);
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1_000);
  return <>{seconds > 0 ? `Reconnecting in ${seconds} s.` : 'Reconnecting…'}</>;
};
