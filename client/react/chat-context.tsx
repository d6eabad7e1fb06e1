import { createContext, useContext } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { ChatClient } from '../core/index.ts';

const Held = createContext<ChatClient | undefined>(undefined);

/** Gives a client to everything below. It is neither connected nor closed here: whoever made it does that. */
export const ChatProvider = ({
  client,
  children,
}: {
  readonly client: ChatClient;
  readonly children: ReactNode;
}): ReactElement => <Held value={client}>{children}</Held>;

/** The client of the nearest `ChatProvider`. @throws where there is none: a fault of the program. */
export const useChatClient = (): ChatClient => {
  const client = useContext(Held);
  if (client === undefined) throw new Error('unable to find the chat client; no ChatProvider is above this component');
  return client;
};
