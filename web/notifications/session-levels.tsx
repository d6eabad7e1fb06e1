import { useId } from 'react';
import type { ReactElement } from 'react';
import type { SessionSummary } from '../../client/core/index.ts';
import { useChatClient, useValue } from '../../client/react/index.ts';
import { useToast } from '../parts/toast.tsx';
import { peerOf } from '../sessions/peer.ts';
import { titleOf } from '../sessions/title.ts';
import { useNameOf } from '../use-name-of.ts';

type Level = SessionSummary['myPreferences']['notifications'];

const levels: readonly (readonly [Level, string])[] = [
  ['ALL', 'Everything'],
  ['MENTIONS', 'Mentions'],
  ['NONE', 'Nothing'],
];

/** Of which conversations one wants to hear. */
export const SessionLevels = (): ReactElement => {
  const client = useChatClient();
  const nameOf = useNameOf();
  const { attempt } = useToast();
  const id = useId();
  const { items, more } = useValue(client.sessions.state);
  const set = (sessionId: string, notifications: Level): void =>
    void attempt(async () => {
      const myPreferences = await client.admin(sessionId).setPreferences({ notifications });
      // As it is by now: something may have been said in it since it was asked.
      const session = client.sessions.state.get().items.find(({ id: held }) => held === sessionId);
      if (session !== undefined) client.sessions.put({ ...session, myPreferences });
    });
  return (
    <section aria-labelledby={`${id}of`}>
      <h3 id={`${id}of`}>Of these conversations</h3>
      <ul className="levels" role="list">
        {items.map((session) => {
          const name = titleOf(session, nameOf, peerOf(session, client.userId));
          return (
            <li key={session.id} className="level">
              <span className="level-name" dir="auto">
                {name}
              </span>
              <select
                className="role"
                aria-label={`Notify me of: ${name}`}
                value={session.myPreferences.notifications}
                onChange={(event) => {
                  const level = levels.find(([value]) => value === event.target.value)?.[0];
                  if (level !== undefined) set(session.id, level);
                }}
              >
                {levels.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </li>
          );
        })}
      </ul>
      {more !== 'none' && (
        <button type="button" className="quiet" onClick={() => void client.sessions.loadMore()}>
          Show more
        </button>
      )}
    </section>
  );
};
