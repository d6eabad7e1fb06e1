import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { SessionFeed } from '../../client/core/index.ts';
import { useSelector, useValue } from '../../client/react/index.ts';
import { durationOf } from '../content/words.ts';

/** Why what was sent waits, and for how long. */
export const HoldLine = ({ feed }: { readonly feed: SessionFeed }): ReactElement => {
  const hold = useValue(feed.hold);
  const left = useTimeLeft(hold?.until);
  const shown =
    hold === undefined || left <= 0 ? undefined : reasonOf(hold.code, feed.session.get().settings.slowModeSeconds);
  return (
    <p className="composer-hold" role="status">
      {shown !== undefined && (
        <>
          {shown} <span className="composer-countdown">{durationOf(left)}</span>
        </>
      )}
    </p>
  );
};

const reasonOf = (code: string, slowModeSeconds: number): string | undefined => {
  if (code === 'Muted') return 'You are muted here. What you wrote is sent in';
  if (code !== 'RateLimited') return undefined;
  return slowModeSeconds > 0
    ? 'Slow mode: your next message is sent in'
    : 'That was a lot at once: your next message is sent in';
};

/** Why somebody who is muted cannot write, as far as the session said it already. */
export const useMuted = (feed: SessionFeed): string | undefined => {
  const until = useSelector(feed.session, ({ myMutedUntil }) =>
    myMutedUntil === null ? undefined : Date.parse(myMutedUntil),
  );
  const left = useTimeLeft(until);
  return left <= 0 ? undefined : `You are muted here. You can write again in ${longDurationOf(left)}.`;
};

const longDurationOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return durationOf(ms);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
};

/** Milliseconds until a moment, counted down by the second. */
const useTimeLeft = (until: number | undefined): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === undefined) return undefined;
    const tick = (): void => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    };
    const timer = setInterval(tick, 1_000);
    tick();
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? 0 : until - now;
};
