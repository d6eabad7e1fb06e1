import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Presence, State } from '../../client/core/index.ts';
import { useChatClient, useHandle, useValue } from '../../client/react/index.ts';

/** Rows that fly by while somebody scrolls are not worth a subscription. */
const settlesMs = 400;

const nobody: ReadonlyMap<string, Presence> = new Map();
const unwatched: State<ReadonlyMap<string, Presence>> = { get: () => nobody, subscribe: () => () => undefined };

/** Whether the other member is there. Watched only as long as the row is on the screen. */
export const usePeerPresence = (sessionId: string, peer: string | undefined, isSeen: boolean): Presence | undefined => {
  const client = useChatClient();
  const key = peer !== undefined && isSeen ? `${sessionId} ${peer}` : undefined;
  const watched = useHandle(key, () => {
    const { state, release } = client.presence.watch(sessionId, peer === undefined ? [] : [peer]);
    return { feed: state, release };
  });
  const presences = useValue(watched ?? unwatched);
  return peer === undefined ? undefined : presences.get(peer);
};

/** Whether a row is in view, where that is asked. */
export const useOnScreen = (row: RefObject<HTMLElement | null>, isAsked: boolean): boolean => {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = row.current;
    if (!isAsked || element === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      const seen = entries.at(-1)?.isIntersecting === true;
      timer = setTimeout(() => setSeen(seen), settlesMs);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [row, isAsked]);
  return isSeen;
};
