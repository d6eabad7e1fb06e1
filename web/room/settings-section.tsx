import type { ReactElement } from 'react';
import { SettingsForm } from './settings-form.tsx';
import { sentencesOf } from './settings-words.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

/** The rules of the session. */
export const SettingsSection = (): ReactElement => {
  const { session, may } = useRoom();
  if (may('CHANGE_SETTINGS')) {
    return (
      <>
        <SettingsForm />
        <Status />
      </>
    );
  }
  return (
    <>
      <p className="muted">{whyNot(session, 'CHANGE_SETTINGS')}</p>
      <dl className="facts">
        {sentencesOf(session.settings).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Status />
    </>
  );
};

/** Whether the session takes entries at all. */
const Status = (): ReactElement => {
  const { session, may, admin, attempt } = useRoom();
  const { isFrozen, status } = session;
  const isArchived = status === 'ARCHIVED';
  return (
    <section className="panel-part" aria-label="Open or closed">
      {may('FREEZE') && (
        <Turn
          label={isFrozen ? 'Unfreeze' : 'Freeze'}
          help={isFrozen ? 'Everyone may write again.' : 'Only moderators and above may write until you take it back.'}
          press={() => attempt(() => (isFrozen ? admin.unfreeze() : admin.freeze()))}
        />
      )}
      {may('ARCHIVE') && (
        <Turn
          label={isArchived ? 'Unarchive' : 'Archive'}
          help={
            isArchived
              ? 'The conversation takes messages again.'
              : 'It is kept for reading, and nobody writes any more.'
          }
          press={() => attempt(() => (isArchived ? admin.unarchive() : admin.archive()))}
        />
      )}
    </section>
  );
};

interface TurnProps {
  readonly label: string;
  readonly help: string;
  readonly press: () => Promise<boolean>;
}

const Turn = ({ label, help, press }: TurnProps): ReactElement => (
  <div className="turn">
    <p className="muted">{help}</p>
    <button type="button" className="quiet outlined" onClick={() => void press()}>
      {label}
    </button>
  </div>
);
