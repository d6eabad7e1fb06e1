import type { ReactElement } from 'react';
import { fullTimeOf } from '../dates.ts';
import { useNameOf } from '../use-name-of.ts';
import { AskedList } from './asked-list.tsx';
import { PersonAction, PersonLine } from './person-line.tsx';
import { useAsked } from './use-asked.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

/** Who may not come back. */
export const BansSection = (): ReactElement => {
  const { session, may } = useRoom();
  return may('BAN') ? <Bans /> : <p className="muted">{whyNot(session, 'BAN')}</p>;
};

const Bans = (): ReactElement => {
  const nameOf = useNameOf();
  const { admin, attempt } = useRoom();
  const [asked, again] = useAsked(() => admin.bannedMembers());
  const unban = async (userId: string): Promise<void> => {
    await attempt(() => admin.unban(userId));
    await again();
  };
  return (
    <AskedList
      asked={asked}
      again={again}
      label="Banned people"
      empty="Nobody is banned."
      row={({ userId, bannedBy, bannedAt, reason }) => (
        <PersonLine
          key={userId}
          userId={userId}
          about={[...(reason === null ? [] : [reason]), `by ${nameOf(bannedBy)}, ${fullTimeOf(Date.parse(bannedAt))}`]}
        >
          <PersonAction label="Unban" userId={userId} press={() => unban(userId)} />
        </PersonLine>
      )}
    />
  );
};
