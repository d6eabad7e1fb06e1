import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { createChatClient } from '../../client/core/index.ts';
import type { ChatClient } from '../../client/core/index.ts';
import { ChatProvider } from '../../client/react/index.ts';
import { ToastProvider } from '../parts/toast.tsx';
import { personOf } from '../people.ts';
import { MeProvider } from '../shell/identity-context.tsx';
import { fakeTransport } from './fake-transport.ts';
import type { FakeServer } from './fake-transport.ts';
import { sampleMedia } from './sample-call.ts';

export interface FakeChatProps {
  /** The same object each time. */
  readonly server: FakeServer;
  readonly children: ReactNode;
}

/** A client that speaks to nobody, as Ann's. */
export const FakeChat = ({ server, children }: FakeChatProps): ReactElement | null => {
  const [client, setClient] = useState<ChatClient | undefined>(undefined);
  useEffect(() => {
    const made = createChatClient({
      transport: fakeTransport(server),
      userId: 'ann',
      outbox: 'memory',
      callMedia: sampleMedia,
    });
    made.connect();
    void made.sessions.refresh();
    setClient(made);
    return () => made.close();
  }, [server]);
  if (client === undefined) return null;
  return (
    <ChatProvider client={client}>
      <MeProvider value={personOf('ann')}>
        <ToastProvider>{children}</ToastProvider>
      </MeProvider>
    </ChatProvider>
  );
};
