import { useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ChatClient, Transport } from '../../client/core/index.ts';
import { createChatClient, createAmplifyTransport, localWebSocket, sendByRequest } from '../../client/core/index.ts';
import { ChatProvider } from '../../client/react/index.ts';
import { stopPush } from '../notifications/use-push.ts';
import { ToastProvider } from '../parts/toast.tsx';
import type { Person } from '../people.ts';
import { ApiProvider } from './api-context.tsx';
import type { ReachAs } from './api-context.tsx';
import type { Config } from './config.ts';
import { MeProvider } from './identity-context.tsx';
import { deviceId, tokensFor } from './identity.ts';
import { Shell } from './shell.tsx';

export interface SignedProps {
  readonly config: Config;
  readonly me: Person;
  readonly onLeave: () => void;
}

const browserWebSocket = globalThis.WebSocket;

/** The app of one person: their client, and what shows it. */
export const Signed = ({ config, me, onLeave }: SignedProps): ReactElement | null => {
  const [client, setClient] = useState<ChatClient | undefined>(undefined);
  useEffect(() => {
    if (config.graphqlEndpoint.startsWith('http:')) globalThis.WebSocket = localWebSocket(browserWebSocket);
    const transport = createAmplifyTransport({ ...config, token: tokensFor(me) });
    const made = createChatClient({ transport, userId: me.userId, deviceId: deviceId(), sendBytes: sendByRequest });
    made.connect();
    void made.sessions.refresh();
    setClient(made);
    return () => {
      made.close();
      transport.close();
    };
  }, [config, me]);
  const reachAs = useCallback<ReachAs>(
    (person) => {
      const reached = createAmplifyTransport({ ...config, token: tokensFor(person) });
      const transport: Transport = {
        request: (document, variables) => reached.request(document, variables),
        live: () => () => undefined,
      };
      return { transport, close: () => reached.close() };
    },
    [config],
  );
  if (client === undefined) return null;
  const leave = (): void => {
    stopPush(client);
    onLeave();
  };
  return (
    <ChatProvider client={client}>
      <MeProvider value={me}>
        <ApiProvider value={reachAs}>
          <ToastProvider>
            <Shell pushKey={config.vapidPublicKey} onLeave={leave} />
          </ToastProvider>
        </ApiProvider>
      </MeProvider>
    </ChatProvider>
  );
};
