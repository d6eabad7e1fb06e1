import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ChatClient } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { useToast } from '../parts/toast.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { useNameOf } from '../use-name-of.ts';

export type Invite = Awaited<ReturnType<ChatClient['invites']>>[number];

export interface InviteListProps {
  /** As they were read. */
  readonly held: readonly Invite[];
  readonly onOpen: (sessionId: string) => void;
}

/** Invitations to accept or decline. Nothing where all are answered. */
export const InviteList = ({ held, onOpen }: InviteListProps): ReactElement | null => {
  const nameOf = useNameOf();
  const client = useChatClient();
  const { attempt } = useToast();
  // What was read before an answer was given may still hold the invitation that it was given to.
  const [answered, setAnswered] = useState<readonly Invite[]>([]);
  const done = (invite: Invite): void => setAnswered((before) => [...before, invite]);
  const accept = async (invite: Invite): Promise<void> => {
    await client.join(invite.sessionId);
    done(invite);
    onOpen(invite.sessionId);
  };
  const decline = async (invite: Invite): Promise<void> => {
    await client.declineInvite(invite.sessionId);
    done(invite);
  };
  const invites = held.filter((invite) => !answered.some((one) => isSame(one, invite)));
  if (invites.length === 0) return null;
  return (
    <section className="invites" aria-label="Invitations">
      {invites.map((invite) => {
        const name = invite.sessionName ?? 'a conversation';
        return (
          <div key={invite.sessionId} className="invite">
            <p dir="auto">
              <b>{nameOf(invite.invitedBy)}</b> invites you to <b>{name}</b>
            </p>
            <button type="button" className="primary small" onClick={() => void attempt(() => accept(invite))}>
              Accept
              <HiddenText>{` the invitation to ${name}`}</HiddenText>
            </button>
            <button type="button" className="quiet" onClick={() => void attempt(() => decline(invite))}>
              Decline
              <HiddenText>{` the invitation to ${name}`}</HiddenText>
            </button>
          </div>
        );
      })}
    </section>
  );
};

/** Who was asked in, answered and is asked in again has another invitation. */
const isSame = (one: Invite, other: Invite): boolean =>
  one.sessionId === other.sessionId && one.invitedAt === other.invitedAt;
