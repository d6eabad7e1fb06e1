import type { ConnectionState, Draft, OutboxEntry } from '../core/index.ts';
import { useChatClient } from './chat-context.tsx';
import { useValue } from './use-value.ts';

/** How the client stands with the server. */
export const useConnection = (): ConnectionState => useValue(useChatClient().connection);

export interface OutboxView {
  /** What the server does not have yet, or refused: of all sessions. */
  readonly entries: readonly OutboxEntry[];
  /** Sends one that failed again; with another draft where one is given. */
  readonly retry: (key: string, draft?: Draft) => void;
  /** Takes one out that failed. */
  readonly discard: (key: string) => void;
}

export const useOutbox = (): OutboxView => {
  const client = useChatClient();
  return {
    entries: useValue(client.outbox),
    retry: (key, draft) => client.retry(key, draft),
    discard: (key) => client.discard(key),
  };
};
