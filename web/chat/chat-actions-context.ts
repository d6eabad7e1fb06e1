import { createContext, useContext } from 'react';
import type { FeedRow } from '../../client/core/index.ts';

/** What a message has asked for about itself: who reacted, who read it, what it said before, who wrote it. */
export type Asked = 'reactors' | 'readers' | 'edits' | 'sender';

/** What the parts of an open chat have each other do. The same functions as long as the session is open. */
export interface ChatActions {
  readonly reply: (row: FeedRow) => void;
  readonly edit: (row: FeedRow) => void;
  readonly openThread: (rootId: string) => void;
  /** Shows a message, wherever in the history it is. */
  readonly jump: (messageId: string) => void;
  readonly ask: (asked: Asked, row: FeedRow) => void;
}

const Held = createContext<ChatActions | undefined>(undefined);

export const ChatActionsProvider = Held.Provider;

/** @throws outside of a chat: a fault of the program. */
export const useChatActions = (): ChatActions => {
  const actions = useContext(Held);
  if (actions === undefined) throw new Error('unable to act on messages; this component is outside of a chat');
  return actions;
};
