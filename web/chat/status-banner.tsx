import type { ReactElement } from 'react';
import { useSelector } from '../../client/react/index.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { useSay } from './announcer.tsx';
import { useOpenSession } from './open-session-context.tsx';

/** Says above an open session when its messages do not arrive live, and when they do again. */
export const StatusBanner = (): ReactElement => {
  const { client, feed } = useOpenSession();
  const status = useSelector(feed.state, (state) => state.status);
  const say = useSay();
  const stands = status === 'offline' || status === 'live' ? status : 'between';
  return <ConnectionBanner client={client} status={stands} meanwhile="You can go on writing." say={say} />;
};
