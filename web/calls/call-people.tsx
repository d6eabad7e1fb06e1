import type { ReactElement } from 'react';
import type { Call, CallMember } from '../../client/core/index.ts';
import { useCall, useSelector } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNameOf } from '../use-name-of.ts';

export interface CallPeopleProps {
  readonly call: Call;
  readonly attempt: (what: () => Promise<unknown>) => void;
  readonly onClose: () => void;
}

const roles = { HOST: 'started the call', MODERATOR: 'moderator', PARTICIPANT: '' } as const;

/** Who is in the call; whoever rules it mutes and removes them, records and ends it. */
export const CallPeople = ({ call, attempt, onClose }: CallPeopleProps): ReactElement => (
  <Dialog title="People in the call" className="call-people" onClose={onClose}>
    <People call={call} attempt={attempt} />
  </Dialog>
);

const People = ({ call, attempt }: Omit<CallPeopleProps, 'onClose'>): ReactElement => {
  const nameOf = useNameOf();
  const { client, feed } = useOpenSession();
  const { members, ringing, startedBy, recording } = useCall(call);
  const isPair = useSelector(feed.session, ({ kind }) => kind === 'DIRECT');
  const isModerator = useSelector(feed.session, ({ myPermissions }) => myPermissions.includes('MODERATE_CALLS'));
  const close = useCloseDialog();
  const rules = isModerator || startedBy === client.userId;
  const row = (member: CallMember): ReactElement => {
    const { userId, isSelf, microphone, handRaisedAt, role } = member;
    const name = nameOf(userId);
    return (
      <li key={userId} className="call-person">
        <Avatar id={userId} name={name} />
        <span className="person-text">
          <span className="person-name" dir="auto">
            {isSelf ? `${name} (you)` : name}
          </span>
          <span className="muted">{roles[role]}</span>
        </span>
        {handRaisedAt !== null && (
          <>
            <Icon name="hand" />
            <HiddenText>Hand raised</HiddenText>
          </>
        )}
        <Icon name={microphone ? 'mic' : 'micOff'} />
        <HiddenText>{microphone ? 'Microphone on' : 'Muted'}</HiddenText>
        {rules && !isSelf && !isPair && (
          <>
            <button
              type="button"
              className="quiet"
              disabled={!microphone}
              aria-label={`Mute ${name}`}
              onClick={() => attempt(() => call.mute(userId))}
            >
              Mute
            </button>
            <button
              type="button"
              className="quiet danger"
              aria-label={`Remove ${name}`}
              onClick={() => attempt(() => call.remove(userId))}
            >
              Remove
            </button>
          </>
        )}
      </li>
    );
  };
  const end = (): void => {
    close();
    attempt(() => call.end());
  };
  return (
    <>
      <ul className="call-persons">{members.map(row)}</ul>
      {ringing.length > 0 && <p className="muted">{`Ringing: ${ringing.map(nameOf).join(', ')}`}</p>}
      {(rules || isPair) && (
        <div className="dialog-actions">
          {rules && (
            <button
              type="button"
              className="quiet"
              onClick={() => attempt(() => (recording === undefined ? call.startRecording() : call.stopRecording()))}
            >
              {recording === undefined ? 'Record the call' : 'Stop recording'}
            </button>
          )}
          <button type="button" className="quiet danger" onClick={end}>
            End for everyone
          </button>
        </div>
      )}
    </>
  );
};
