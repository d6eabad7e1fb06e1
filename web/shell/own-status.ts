import { useEffect, useState } from 'react';
import type { ChatClient, OwnStatus } from '../../client/core/index.ts';

export interface Said {
  readonly status: OwnStatus;
  readonly note: string;
}

const key = 'parley.status';
const statuses: readonly OwnStatus[] = ['ONLINE', 'AWAY', 'BUSY', 'OFFLINE'];

const remembered = (): Said => {
  const [status, ...note] = (sessionStorage.getItem(key) ?? '').split(' ');
  return { status: statuses.find((each) => each === status) ?? 'ONLINE', note: note.join(' ') };
};

/** What this user says of themselves, in this tab: it stays over a reload. */
export const useOwnStatus = (client: ChatClient): readonly [Said, (said: Said) => Promise<void>] => {
  const [said, setSaid] = useState(remembered);
  useEffect(() => {
    const { status, note } = remembered();
    // A client begins by saying ONLINE. A word that is lost is said with the next sign of life.
    if (status !== 'ONLINE' || note !== '') void tell(client, { status, note }).catch(() => undefined);
  }, [client]);
  const say = async (next: Said): Promise<void> => {
    sessionStorage.setItem(key, `${next.status} ${next.note}`);
    setSaid(next);
    await tell(client, next);
  };
  return [said, say];
};

/** Who leaves this tab to somebody else takes their word along. */
export const forgetStatus = (): void => sessionStorage.removeItem(key);

const tell = (client: ChatClient, { status, note }: Said): Promise<void> =>
  note === '' ? client.presence.set(status) : client.presence.set(status, note);
