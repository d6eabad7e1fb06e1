import { useState } from 'react';
import type { ReactElement } from 'react';
import { outranks } from '../../client/core/index.ts';
import type { Member, Presence } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { Avatar } from '../parts/avatar.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { MenuButton } from '../parts/menu.tsx';
import type { MenuItem } from '../parts/menu.tsx';
import { PresenceDot } from '../parts/presence-dot.tsx';
import { useNameOf } from '../use-name-of.ts';
import { BanDialog, MuteDialog, TransferDialog } from './member-dialogs.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useRoom } from './use-room.ts';
import { wordOf } from './words.ts';

const hourMs = 3_600_000;

export interface MemberRowProps {
  readonly member: Member;
  readonly presence: Presence | undefined;
  readonly now: number;
}

/** A member, and what this user may do about them. */
export const MemberRow = ({ member, presence, now }: MemberRowProps): ReactElement => {
  const nameOf = useNameOf();
  const { client, session } = useRoom();
  const { userId, role, mutedUntil } = member;
  const mutedTo = mutedUntil === null ? 0 : Date.parse(mutedUntil);
  const facts = [wordOf(role), ...(mutedTo > now ? [`muted until ${fullTimeOf(mutedTo)}`] : [])];
  const isSelf = userId === client.userId;
  return (
    <li className="member" data-member={userId}>
      <Avatar id={userId} name={nameOf(userId)} />
      <div className="member-text">
        <span className="person-name" dir="auto">
          {nameOf(userId)}
          {isSelf && ' (you)'}
          <PresenceDot presence={presence} />
        </span>
        <span className="muted">{facts.join(' · ')}</span>
        {!isSelf && outranks(session.myRole, role) && <MemberActions member={member} isMuted={mutedTo > now} />}
      </div>
    </li>
  );
};

interface MemberActionsProps {
  readonly member: Member;
  readonly isMuted: boolean;
}

const MemberActions = ({ member: { userId, role }, isMuted }: MemberActionsProps): ReactElement => {
  const nameOf = useNameOf();
  const { admin, may, attempt, session } = useRoom();
  const [asking, setAsking] = useState<'mute' | 'ban' | 'transfer' | undefined>(undefined);
  const name = nameOf(userId);
  const act = (key: string, label: string, what: () => Promise<unknown>): ReactElement => (
    <button key={key} type="button" className="link" onClick={() => void attempt(what)}>
      {label}
      <HiddenText>{` ${name}`}</HiddenText>
    </button>
  );
  const more: readonly MenuItem[] = [
    ...(may('MUTE') ? [{ label: 'Mute until …', press: () => setAsking('mute') }] : []),
    ...(may('BAN') ? [{ label: 'Ban with a reason …', danger: true, press: () => setAsking('ban') }] : []),
    ...(may('TRANSFER_OWNERSHIP')
      ? [{ label: 'Make the owner …', danger: true, press: () => setAsking('transfer') }]
      : []),
  ];
  const done = (): void => setAsking(undefined);
  return (
    <div className="member-actions">
      {may('CHANGE_ROLES') && (
        <RoleChoice
          name={name}
          role={role}
          myRole={session.myRole}
          onChoose={(next) => void attempt(() => admin.changeRole(userId, next))}
        />
      )}
      {may('MUTE') &&
        (isMuted
          ? act('mute', 'Unmute', () => admin.unmute(userId))
          : act('mute', 'Mute for an hour', () => admin.mute(userId, new Date(Date.now() + hourMs))))}
      {may('REMOVE_MEMBERS') && act('remove', 'Remove', () => admin.removeMember(userId))}
      {may('BAN') && act('ban', 'Ban', () => admin.ban(userId))}
      {more.length > 0 && (
        <MenuButton
          menuLabel={`More for ${name}`}
          label={`More for ${name}`}
          className="icon-button small"
          items={() => more}
        >
          <Icon name="more" />
        </MenuButton>
      )}
      {asking === 'mute' && <MuteDialog userId={userId} onClose={done} />}
      {asking === 'ban' && <BanDialog userId={userId} onClose={done} />}
      {asking === 'transfer' && <TransferDialog userId={userId} onClose={done} />}
    </div>
  );
};
