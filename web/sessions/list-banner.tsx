import type { ReactElement } from 'react';
import { useChatClient, useSelector } from '../../client/react/index.ts';
import { Announcer, useSay } from '../chat/announcer.tsx';
import { ConnectionBanner } from '../parts/connection-banner.tsx';

/** The word on the connection for whoever has no session open; a session that is open has its own. */
export const ListBanner = (): ReactElement => (
  <Announcer>
    <Banner />
  </Announcer>
);

const Banner = (): ReactElement => {
  const client = useChatClient();
  const say = useSay();
  const status = useSelector(client.connection, (connection) => connection.status);
  const isLost = status === 'retrying' || status === 'offline';
  const stands = isLost ? 'offline' : status === 'live' ? 'live' : 'between';
  return <ConnectionBanner client={client} status={stands} say={say} />;
};
