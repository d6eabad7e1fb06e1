import { useEffect } from 'react';
import type { ChatClient } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { isPushedTo, useBrowserWishes, useLeave } from './browser-notices.ts';

const loadPush = () => import('./push.ts');

/** Has the user pushed to in this browser where they wished for it on a click, and the installation has keys for it. */
export const usePush = (publicKey: string | undefined): void => {
  const client = useChatClient();
  const { isOn } = useBrowserWishes();
  const isWanted = useLeave() === 'granted' && isOn;
  useEffect(() => {
    if (publicKey === undefined) return undefined;
    if (!isWanted) {
      stopPush(client);
      return undefined;
    }
    let end: (() => void) | undefined;
    let isOver = false;
    loadPush().then(
      ({ keepPush }) => {
        if (!isOver) end = keepPush(client, publicKey);
      },
      // Until the next start of the page, open tabs tell by themselves.
      () => undefined,
    );
    return () => {
      isOver = true;
      end?.();
    };
  }, [client, publicKey, isWanted]);
};

/** Nothing is pushed to this user here any more: they do not wish it, or sign out. */
export const stopPush = (client: ChatClient): void => {
  if (isPushedTo(client.userId))
    void loadPush()
      .then(({ endPush }) => endPush(client))
      .catch(() => undefined);
};
