import type { ReactElement } from 'react';
import type { Call } from '../../client/core/index.ts';
import { useActiveCall, useSelector } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { lazily } from '../parts/lazily.tsx';

const Stage = lazily(async () => (await import('./call-parts.ts')).Stage);

const stays = (): undefined => undefined;

/** The call of the open session that this user is in, above its messages; nothing without one. */
export const CallStage = (): ReactElement | null => {
  const { feed } = useOpenSession();
  const active = useActiveCall();
  return active === undefined || active.sessionId !== feed.sessionId ? null : <WhileOn call={active} />;
};

const WhileOn = ({ call }: { readonly call: Call }): ReactElement | null => {
  const isOver = useSelector(call.state, ({ phase }) => phase === 'over');
  return isOver ? null : <Stage call={call} onClose={stays} />;
};
