import type { Presence, State } from '../../client/core/index.ts';
import { useHandle, useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';

const atMost = 100;
const nobody: ReadonlyMap<string, Presence> = new Map();
const unknown: State<ReadonlyMap<string, Presence>> = { get: () => nobody, subscribe: () => () => undefined };

/** Whether members are there: the first hundred of them, which is as many as may be watched at once. */
export const usePresences = (userIds: readonly string[]): ReadonlyMap<string, Presence> => {
  const { client, feed } = useOpenSession();
  const watched = userIds.slice(0, atMost);
  const key = watched.length === 0 ? undefined : `${feed.sessionId} ${watched.join(' ')}`;
  const held = useHandle(key, () => {
    const { state, release } = client.presence.watch(feed.sessionId, watched);
    return { feed: state, release };
  });
  return useValue(held ?? unknown);
};
