import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactElement } from 'react';
import type { ChatClient } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';

export interface ConnectionBannerProps {
  readonly client: ChatClient;
  /** `between`: neither is certain. */
  readonly status: 'offline' | 'live' | 'between';
  /** What one can do meanwhile, as a sentence. */
  readonly meanwhile?: string;
  /** Has a sentence read out. */
  readonly say: (sentence: string) => void;
}

/** A connection that is back this soon is nobody's concern. */
const patienceMs = 2_000;
const farewellMs = 2_500;

const offline = 'Connection lost.';
const back = 'Back online, nothing missed.';

/** Says when live messages do not arrive, when it is tried again, and when they arrive again. */
export const ConnectionBanner = ({ client, status, meanwhile = '', say }: ConnectionBannerProps): ReactElement => {
  const [shown, setShown] = useState<'nothing' | 'offline' | 'back'>('nothing');
  const show = useEffectEvent((next: 'offline' | 'back') => {
    setShown(next);
    say(next === 'offline' ? `${offline} ${meanwhile}` : back);
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
            {offline} <NextAttempt client={client} /> {meanwhile}
          </span>
          <button type="button" className="link" onClick={() => client.wake()}>
            Try now
          </button>
        </>
      )}
    </div>
  );
};

const NextAttempt = ({ client }: Pick<ConnectionBannerProps, 'client'>): ReactElement => {
  const { retryAt } = useValue(client.connection);
  // Another time to count down to is counted from now on.
  return retryAt === undefined ? <>Reconnecting…</> : <Countdown key={retryAt} to={retryAt} />;
};

const Countdown = ({ to }: { readonly to: number }): ReactElement => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((to - now) / 1_000);
  return <>{seconds > 0 ? `Reconnecting in ${seconds} s.` : 'Reconnecting…'}</>;
};
