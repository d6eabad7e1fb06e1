import type { ReactElement } from 'react';
import { useActiveCall, useIncomingCalls } from '../../client/react/index.ts';
import { lazily } from '../parts/lazily.tsx';

const Ringing = lazily(async () => (await import('./ringing.tsx')).Ringing);
const CallDock = lazily(async () => (await import('./call-parts.ts')).CallDock);

const stays = (): undefined => undefined;

/** Who rings, and what one hears of the call one is in, wherever one is in the app; nothing while there is neither. */
export const IncomingCall = (): ReactElement => {
  const [first] = useIncomingCalls();
  const active = useActiveCall();
  return (
    <>
      {first !== undefined && <Ringing key={first.callId} call={first} onClose={stays} />}
      {active !== undefined && <CallDock key={active.id} call={active} onClose={stays} />}
    </>
  );
};
