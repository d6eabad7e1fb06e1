import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { Limits, NotificationLevel } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { BlockedPeople } from './blocked-people.tsx';
import { Field } from './field.tsx';
import { instantOf, localTimeOf } from './local-time.ts';
import { Select } from './select.tsx';
import { useNow } from './use-now.ts';
import { useRoom } from './use-room.ts';

const hourMs = 3_600_000;

const words: Readonly<Record<NotificationLevel, string>> = {
  ALL: 'Every message',
  MENTIONS: 'Only when I am mentioned',
  NONE: 'Nothing',
};

/** What this user set for themselves. Nobody else sees it. */
export const PreferencesSection = (): ReactElement => (
  <>
    <p className="muted">Only you see these.</p>
    <Preferences />
    <BlockedPeople />
  </>
);

const Preferences = (): ReactElement => {
  const { admin, attempt, session, client } = useRoom();
  const now = useNow();
  // Told to nobody, not even to this user's own feed: what was answered last counts until the session is read anew.
  const [held, setHeld] = useState(session.myPreferences);
  const [name, setName] = useState(held.customName ?? '');
  const [until, setUntil] = useState(() => localTimeOf(Date.now() + 8 * hourMs));
  const mutedTo = held.mutedUntil === null ? 0 : Date.parse(held.mutedUntil);
  const set = (next: Parameters<typeof admin.setPreferences>[0]): Promise<boolean> =>
    attempt(async () => {
      setHeld(await admin.setPreferences(next));
      void client.sessions.reread(session.id);
    });
  const rename = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    await set({ customName: name.trim() === '' ? null : name.trim() });
  };
  return (
    <div className="panel-form">
      <Select
        label="Notify me of"
        value={held.notifications}
        options={Object.values(NotificationLevel).map((level) => [level, words[level]])}
        onChoose={(notifications) => void set({ notifications })}
      />
      {mutedTo > now ? (
        <div className="turn">
          <p>No notifications until {fullTimeOf(mutedTo)}.</p>
          <button type="button" className="quiet outlined" onClick={() => void set({ mutedUntil: null })}>
            Notify me again
          </button>
        </div>
      ) : (
        <form
          className="field-and-button"
          onSubmit={(event) => {
            event.preventDefault();
            const at = instantOf(until);
            if (at !== undefined) void set({ mutedUntil: new Date(at).toISOString() });
          }}
        >
          <Field label="No notifications until" type="datetime-local" value={until} onChange={setUntil} required />
          <button type="submit" className="quiet outlined">
            Silence
          </button>
        </form>
      )}
      <form className="field-and-button" onSubmit={(event) => void rename(event)}>
        <Field
          label="My own name for this conversation"
          value={name}
          onChange={setName}
          maxLength={Limits.sessionNameLength}
          placeholder={session.name ?? ''}
        />
        <button type="submit" className="quiet outlined">
          Keep
        </button>
      </form>
    </div>
  );
};
