import { useEffect, useEffectEvent } from 'react';
import { useChatClient } from '../../client/react/index.ts';
import { useNameOf } from '../use-name-of.ts';
import { useBrowserWishes, useLeave } from './browser-notices.ts';

/** Tells of what comes while the tab is hidden, where the user asked for it in this browser. */
export const useForegroundNotices = (): void => {
  const client = useChatClient();
  const { isOn } = useBrowserWishes();
  const isWanted = useLeave() === 'granted' && isOn;
  const nameOf = useNameOf();
  const nameNow = useEffectEvent((userId: string) => nameOf(userId));
  useEffect(() => {
    if (!isWanted) return undefined;
    let end: (() => void) | undefined;
    let isOver = false;
    import('./foreground-notices.ts').then(
      ({ tellWhileHidden }) => {
        if (!isOver) end = tellWhileHidden(client, (userId) => nameNow(userId));
      },
      // The title and the bell count without it.
      () => undefined,
    );
    return () => {
      isOver = true;
      end?.();
    };
  }, [client, isWanted]);
};
