import { useDeferredValue, useEffect, useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useValue } from '../../client/react/index.ts';
import { useNameOf } from '../use-name-of.ts';
import { InlineForm } from './inline-form.tsx';
import { MemberRow } from './member-row.tsx';
import { PeopleOptions } from './people-options.tsx';
import { Field } from './field.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useNow } from './use-now.ts';
import { usePresences } from './use-presences.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

/** From so many members on one searches rather than looks. */
const manyMembers = 8;

/** Who is in the session, and what this user may do about it. */
export const MembersSection = (): ReactElement => {
  const nameOf = useNameOf();
  const { feed, session, may, admin, attempt } = useRoom();
  const { items, more, status, error } = useValue(feed.members.state);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const now = useNow();
  const presences = usePresences(items.map(({ userId }) => userId));
  const box = useKeptFocus<HTMLDivElement>(items);
  useEffect(() => void feed.members.load(), [feed]);
  // A search is over all members, so that all of them are read.
  const isMore = more === 'some' && error === undefined;
  useEffect(() => {
    if (wanted !== '' && isMore) void feed.members.loadMore();
  }, [feed, wanted, isMore]);
  const found = items.filter(
    ({ userId }) => wanted === '' || `${nameOf(userId)} ${userId}`.toLowerCase().includes(wanted),
  );
  return (
    <div ref={box} className="panel-part" tabIndex={-1}>
      {session.memberCount > manyMembers && (
        <Field label="Search members" type="search" value={query} onChange={setQuery} />
      )}
      {status === 'failed' && <p role="alert">{error?.message ?? 'Members did not load.'}</p>}
      <ul className="members" role="list">
        {found.map((member) => (
          <MemberRow key={member.userId} member={member} presence={presences.get(member.userId)} now={now} />
        ))}
      </ul>
      {wanted !== '' && found.length === 0 && more === 'none' && (
        <p className="muted" role="status">
          No member is called that.
        </p>
      )}
      {status === 'loading' && items.length === 0 && (
        <p className="muted" role="status">
          Members are loading …
        </p>
      )}
      {more !== 'none' && (
        <button
          type="button"
          className="quiet"
          disabled={more === 'loading'}
          onClick={() => void feed.members.loadMore()}
        >
          Show more
        </button>
      )}
      {may('ADD_MEMBERS') ? (
        <AddForm onAdd={(userId) => attempt(() => admin.addMembers([userId]))} />
      ) : (
        session.kind !== 'DIRECT' && <p className="muted">{whyNot(session, 'ADD_MEMBERS')}</p>
      )}
    </div>
  );
};

const AddForm = ({ onAdd }: { readonly onAdd: (userId: string) => Promise<boolean> }): ReactElement => {
  const { feed } = useRoom();
  const list = useId();
  const there = useValue(feed.members.state).items.map(({ userId }) => userId);
  return (
    <>
      <InlineForm label="Add somebody" button="Add" placeholder="User id" list={list} emptied onSubmit={onAdd} />
      <PeopleOptions id={list} without={there} />
    </>
  );
};
