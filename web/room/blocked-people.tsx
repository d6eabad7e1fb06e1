import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { useValue } from '../../client/react/index.ts';
import { fullTimeOf } from '../dates.ts';
import { useNameOf } from '../use-name-of.ts';
import { AskedList } from './asked-list.tsx';
import { PersonAction, PersonLine } from './person-line.tsx';
import { Select } from './select.tsx';
import { useAsked } from './use-asked.ts';
import { useRoom } from './use-room.ts';

/** Whom this user blocked, anywhere, and whom of the members they may block. */
export const BlockedPeople = (): ReactElement => {
  const nameOf = useNameOf();
  const { client, feed, attempt } = useRoom();
  const [asked, again] = useAsked(() => client.blockedUsers());
  const [chosen, setChosen] = useState('');
  const blocked = new Set((asked.value ?? []).map(({ userId }) => userId));
  const others = useValue(feed.members.state)
    .items.map(({ userId }) => userId)
    .filter((userId) => userId !== client.userId && !blocked.has(userId));
  const change = async (what: () => Promise<void>): Promise<void> => {
    await attempt(what);
    await again();
  };
  const block = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChosen('');
    if (chosen !== '') void change(() => client.block(chosen));
  };
  return (
    <section className="panel-part" aria-label="People I blocked">
      <h3>People I blocked</h3>
      <p className="muted">
        No direct messages, calls, typing or presence between the two of you. They are not told. In rooms you still read
        each other.
      </p>
      {others.length > 0 && (
        <form className="field-and-button" onSubmit={block}>
          <Select
            label="Block this person"
            value={chosen}
            options={[['', 'Choose …'], ...others.map((userId) => [userId, nameOf(userId)] as const)]}
            onChoose={setChosen}
          />
          <button type="submit" className="quiet outlined danger" disabled={chosen === ''}>
            Block
          </button>
        </form>
      )}
      <AskedList
        asked={asked}
        again={again}
        label="People I blocked"
        empty="You blocked nobody."
        row={({ userId, blockedAt }) => (
          <PersonLine key={userId} userId={userId} about={[`since ${fullTimeOf(Date.parse(blockedAt))}`]}>
            <PersonAction label="Unblock" userId={userId} press={() => change(() => client.unblock(userId))} />
          </PersonLine>
        )}
      />
    </section>
  );
};
