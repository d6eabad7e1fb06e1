import { useEffect, useSyncExternalStore } from 'react';
import type { SessionSummary } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';

/** Who is on the other side of DIRECT sessions: a summary does not say so, and they never change. */
const known = new Map<string, string>();
const listeners = new Set<() => void>();

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Keeps it for as long as the page is open, and until the next time in this tab. */
export const rememberPeer = (sessionId: string, userId: string): void => {
  if (known.get(sessionId) === userId) return;
  known.set(sessionId, userId);
  sessionStorage.setItem(`parley.peer.${sessionId}`, userId);
  for (const listener of [...listeners]) listener();
};

/** The other member of a DIRECT session, as far as is known. */
export const peerOf = (session: SessionSummary, userId: string): string | undefined => {
  const { id, kind, createdBy, lastMessage } = session;
  if (kind !== 'DIRECT') return undefined;
  if (createdBy !== userId) return createdBy;
  if (lastMessage !== null && lastMessage.senderId !== userId) return lastMessage.senderId;
  return known.get(id) ?? sessionStorage.getItem(`parley.peer.${id}`) ?? undefined;
};

export const usePeer = (session: SessionSummary, userId: string): string | undefined =>
  useSyncExternalStore(subscribe, () => peerOf(session, userId));

/** Learns it of the members, where nothing else tells: the user opened the session elsewhere, and nobody answered. */
export const useUnknownPeer = (session: SessionSummary | undefined, userId: string): void => {
  const client = useChatClient();
  const sessionId = session?.kind === 'DIRECT' && peerOf(session, userId) === undefined ? session.id : undefined;
  useEffect(() => {
    if (sessionId === undefined) return;
    client.members(sessionId).then(
      ({ items }) => {
        const other = items.find((member) => member.userId !== userId);
        if (other !== undefined) rememberPeer(sessionId, other.userId);
      },
      // The row goes without their name, as until now; the next start asks again.
      () => undefined,
    );
  }, [client, sessionId, userId]);
};
