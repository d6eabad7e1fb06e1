import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { SessionFeed } from '../../client/core/index.ts';
import { useSelector } from '../../client/react/index.ts';
import { useSay } from './announcer.tsx';

/** A connection that is back this soon is nobody's concern. */
const patienceMs = 2_000;
const farewellMs = 2_500;

const offline = 'Connection lost. Reconnecting… You can go on writing.';
const back = 'Back online, nothing missed.';

/** Says when live messages do not arrive, and when they do again. */
export const StatusBanner = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const status = useSelector(feed.state, (state) => state.status);
  const [shown, setShown] = useState<'nothing' | 'offline' | 'back'>('nothing');
  const say = useSay();
  useEffect(() => {
    const next = status === 'offline' ? 'offline' : status === 'live' && shown === 'offline' ? 'back' : undefined;
    if (next === undefined || next === shown) return undefined;
    const show = (): void => {
      setShown(next);
      say(next === 'offline' ? offline : back);
    };
    const timer = setTimeout(show, next === 'offline' ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [status, shown, say]);
  useEffect(() => {
    if (shown !== 'back') return undefined;
    const timer = setTimeout(() => setShown('nothing'), farewellMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="banner" data-shown={shown}>
      {shown === 'nothing' ? '' : shown === 'offline' ? offline : back}
    </div>
  );
};
