import { useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { ChatClient, createAmplifyTransport, sendByRequest } from '../../client/core/index.ts';
import type { Transport } from '../../client/core/index.ts';
import { ChatProvider } from '../../client/react/index.ts';
import { ToastProvider } from '../parts/toast.tsx';
import type { Person } from '../people.ts';
import { ApiProvider } from './api-context.tsx';
import type { ReachAs } from './api-context.tsx';
import type { Config } from './config.ts';
import { MeProvider } from './identity-context.tsx';
import { deviceId, forget, remember, rememberedPerson, tokensFor } from './identity.ts';
import { forgetStatus } from './own-status.ts';
import { goTo } from './route.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';

/** The sign-in, and behind it the app of one person. */
export const App = ({ config }: { readonly config: Config }): ReactElement => {
  const [me, setMe] = useState(rememberedPerson);
  const leave = (): void => {
    forget();
    forgetStatus();
    goTo({ kind: 'home' });
    setMe(undefined);
  };
  const enter = (person: Person): void => {
    remember(person);
    setMe(person);
  };
  if (me === undefined) return <SignIn onChoose={enter} />;
  return <Signed key={me.userId} config={config} me={me} onLeave={leave} />;
};

const Signed = ({
  config,
  me,
  onLeave,
}: {
  readonly config: Config;
  readonly me: Person;
  readonly onLeave: () => void;
}): ReactElement | null => {
  const [client, setClient] = useState<ChatClient | undefined>(undefined);
  useEffect(() => {
    const transport = createAmplifyTransport({ ...config, token: tokensFor(me) });
    const made = new ChatClient({ transport, userId: me.userId, deviceId: deviceId(), sendBytes: sendByRequest });
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
  return (
    <ChatProvider client={client}>
      <MeProvider value={me}>
        <ApiProvider value={reachAs}>
          <ToastProvider>
            <Shell onLeave={onLeave} />
          </ToastProvider>
        </ApiProvider>
      </MeProvider>
    </ChatProvider>
  );
};
