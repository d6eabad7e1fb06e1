import { useId, useRef, useState } from 'react';
import type { SubmitEvent, ReactElement } from 'react';
import { ChatError, Limits } from '../../client/core/index.ts';
import type { SessionKind } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { focusFirst } from '../parts/focus-first.ts';
import { demoPeople } from '../people.ts';
import { useMe } from '../shell/identity-context.tsx';
import { rememberPeer } from './peer.ts';

export interface NewSessionProps {
  readonly onOpen: (sessionId: string) => void;
  readonly onClose: () => void;
}

const kinds: readonly (readonly [SessionKind, string])[] = [
  ['GROUP', 'Group'],
  ['DIRECT', 'Direct: the two of you, once'],
  ['PRIVATE', 'Private: by invitation'],
  ['PUBLIC', 'Public: anyone may find it and join'],
  ['ANNOUNCEMENT', 'Announcement: only moderators write'],
];

/** Asks for members and a name, and creates the session. */
export const NewSession = ({ onOpen, onClose }: NewSessionProps): ReactElement => (
  <Dialog title="New conversation" onClose={onClose}>
    <NewSessionForm onOpen={onOpen} />
  </Dialog>
);

const NewSessionForm = ({ onOpen }: Pick<NewSessionProps, 'onOpen'>): ReactElement => {
  const client = useChatClient();
  const me = useMe();
  const close = useCloseDialog();
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<SessionKind>('GROUP');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const others = demoPeople.filter(({ userId }) => userId !== me.userId);

  const choose = (userId: string, isChosen: boolean): void => {
    setProblem('');
    setChosen((before) => [...before.filter((each) => each !== userId), ...(isChosen ? [userId] : [])]);
  };
  const create = async (): Promise<void> => {
    const members = others.filter(({ userId }) => chosen.includes(userId));
    if (members.length === 0 && kind !== 'PUBLIC') {
      setProblem('Choose at least one person.');
      first.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const given = name.trim();
      const shared = given === '' ? [me, ...members].map((person) => person.name).join(', ') : given;
      const session = await client.createSession({
        kind,
        memberIds: members.map(({ userId }) => userId),
        ...(kind === 'DIRECT' ? {} : { name: shared }),
      });
      const [peer] = members;
      if (kind === 'DIRECT' && peer !== undefined) rememberPeer(session.id, peer.userId);
      close();
      onOpen(session.id);
    } catch (cause) {
      setProblem(cause instanceof ChatError ? cause.message : 'Something went wrong; nothing was created.');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void create();
  };
  return (
    <form onSubmit={submit}>
      <fieldset>
        <legend>With</legend>
        <div className="choices">
          {others.map((person, at) => (
            <label key={person.userId} className="choice">
              <input
                ref={
                  at > 0
                    ? undefined
                    : (box) => {
                        first.current = box;
                        focusFirst(box);
                      }
                }
                type="checkbox"
                name="member"
                value={person.userId}
                checked={chosen.includes(person.userId)}
                onChange={(event) => choose(person.userId, event.target.checked)}
              />
              <Avatar id={person.userId} name={person.name} />
              <span>{person.name}</span>
              <span className="muted">{person.role}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label htmlFor={`${id}kind`} className="field-label">
        Kind
      </label>
      <select
        id={`${id}kind`}
        className="role"
        value={kind}
        onChange={(event) => setKind(kinds.find(([value]) => value === event.target.value)?.[0] ?? 'GROUP')}
      >
        {kinds.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}name`} className="field-label">
        Name (optional)
      </label>
      <input
        id={`${id}name`}
        type="text"
        maxLength={Limits.sessionNameLength}
        autoComplete="off"
        dir="auto"
        placeholder="For example: Fractions, Thursday"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="problem" role="alert">
        {problem}
      </p>
      <div className="dialog-actions">
        <button type="button" className="quiet" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="primary" disabled={isBusy}>
          Create
        </button>
      </div>
    </form>
  );
};
