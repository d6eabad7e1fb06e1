import { useEffectEvent, useLayoutEffect, useState } from 'react';
import type { Handle } from '../core/index.ts';

/**
 * Holds something that is shared and counted, from before the first paint until the component is gone or `key` changes.
 * It is released a moment later, so that what is mounted anew at once - as StrictMode does it - finds the same one, open.
 *
 * @param hold is called when `key` changes, and only then.
 * @returns undefined until it is held, which nobody ever sees painted, and without a key.
 */
export const useHandle = <T>(key: string | undefined, hold: () => Handle<T>): T | undefined => {
  const [held, setHeld] = useState<{ readonly key: string; readonly feed: T } | undefined>(undefined);
  const take = useEffectEvent(hold);
  useLayoutEffect(() => {
    if (key === undefined) return undefined;
    const { feed, release } = take();
    setHeld({ key, feed });
    return () => {
      setTimeout(release, 0);
    };
  }, [key]);
  return held !== undefined && held.key === key ? held.feed : undefined;
};
