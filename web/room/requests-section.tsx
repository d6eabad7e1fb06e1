import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { fullTimeOf } from '../dates.ts';
import { AskedList } from './asked-list.tsx';
import { InlineForm } from './inline-form.tsx';
import { PeopleOptions } from './people-options.tsx';
import { PersonAction, PersonLine } from './person-line.tsx';
import { useAsked } from './use-asked.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

/** Who asks to come in, and who is asked in. */
export const RequestsSection = (): ReactElement => {
  const { session, may } = useRoom();
  return (
    <>
      <h3>Requests to join</h3>
      {may('APPROVE') ? <Requests /> : <p className="muted">{whyNot(session, 'APPROVE')}</p>}
      <h3>Invitations</h3>
      {may('INVITE') ? <Invitations /> : <p className="muted">{whyNot(session, 'INVITE')}</p>}
    </>
  );
};

const Requests = (): ReactElement => {
  const { admin, attempt } = useRoom();
  const [asked, again] = useAsked(() => admin.joinRequests());
  const answer = async (what: () => Promise<unknown>): Promise<void> => {
    await attempt(what);
    await again();
  };
  return (
    <AskedList
      asked={asked}
      again={again}
      label="Requests to join"
      empty="Nobody is waiting to be let in."
      row={({ userId, note, requestedAt }) => (
        <PersonLine
          key={userId}
          userId={userId}
          about={[...(note === null ? [] : [note]), `asked ${fullTimeOf(Date.parse(requestedAt))}`]}
        >
          <PersonAction label="Approve" userId={userId} press={() => answer(() => admin.approve(userId))} />
          <PersonAction label="Decline" userId={userId} press={() => answer(() => admin.reject(userId))} />
        </PersonLine>
      )}
    />
  );
};

const Invitations = (): ReactElement => {
  const { admin, attempt } = useRoom();
  const list = useId();
  const [invited, setInvited] = useState<readonly { readonly userId: string; readonly expiresAt: string }[]>([]);
  const invite = (userId: string): Promise<boolean> =>
    attempt(async () => {
      const made = await admin.invite([userId]);
      setInvited((before) => [...made, ...before.filter((each) => made.every((one) => one.userId !== each.userId))]);
    });
  const withdraw = (userId: string): Promise<boolean> =>
    attempt(async () => {
      await admin.withdrawInvite(userId);
      setInvited((before) => before.filter((each) => each.userId !== userId));
    });
  return (
    <>
      <InlineForm label="Invite somebody" button="Invite" placeholder="User id" list={list} emptied onSubmit={invite} />
      <PeopleOptions id={list} without={invited.map(({ userId }) => userId)} />
      <p className="muted">They see the invitation in their notifications and decide themselves.</p>
      <ul className="members" role="list" aria-label="Invited just now">
        {invited.map(({ userId, expiresAt }) => (
          <PersonLine key={userId} userId={userId} about={[`invited until ${fullTimeOf(Date.parse(expiresAt))}`]}>
            <PersonAction label="Withdraw the invitation of" userId={userId} press={() => withdraw(userId)} />
          </PersonLine>
        ))}
      </ul>
    </>
  );
};
