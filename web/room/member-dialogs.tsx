import { useState } from 'react';
import type { ReactElement, ReactNode, SubmitEvent } from 'react';
import { Limits } from '../../client/core/index.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { ToastProvider, useToast } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';
import { Field } from './field.tsx';
import { instantOf, localTimeOf } from './local-time.ts';
import { useRoom } from './use-room.ts';

export interface MemberDialogProps {
  readonly userId: string;
  readonly onClose: () => void;
}

const dayMs = 86_400_000;
const banLasts =
  'They leave at once, do not come back by themselves, and do not see that there is such a conversation.';

/** Asks until when a member shall be silent. */
export const MuteDialog = ({ userId, onClose }: MemberDialogProps): ReactElement => {
  const nameOf = useNameOf();
  const { admin } = useRoom();
  const [until, setUntil] = useState(() => localTimeOf(Date.now() + dayMs));
  return (
    <Asking
      title={`Mute ${nameOf(userId)}`}
      confirm="Mute"
      what={() => admin.mute(userId, new Date(instantOf(until) ?? Date.now()))}
      onClose={onClose}
    >
      <Field label="Until" type="datetime-local" value={until} onChange={setUntil} required />
    </Asking>
  );
};

/** Asks why a member shall be banned; the reason is kept for those who may lift the ban. */
export const BanDialog = ({ userId, onClose }: MemberDialogProps): ReactElement => {
  const nameOf = useNameOf();
  const { admin } = useRoom();
  const [reason, setReason] = useState('');
  return (
    <Asking
      title={`Ban ${nameOf(userId)}`}
      confirm="Ban"
      danger
      what={() => admin.ban(userId, reason.trim() === '' ? undefined : reason.trim())}
      onClose={onClose}
    >
      <p className="muted">{banLasts}</p>
      <Field label="Reason (optional)" value={reason} onChange={setReason} maxLength={Limits.banReasonLength} />
    </Asking>
  );
};

export const TransferDialog = ({ userId, onClose }: MemberDialogProps): ReactElement => {
  const nameOf = useNameOf();
  const { admin } = useRoom();
  return (
    <Asking
      title={`Make ${nameOf(userId)} the owner`}
      confirm="Hand it over"
      danger
      what={() => admin.transferOwnership(userId)}
      onClose={onClose}
    >
      <p>You become an admin. Only {nameOf(userId)} can give the conversation back to you.</p>
    </Asking>
  );
};

interface AskingProps {
  readonly title: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly what: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question before something that is hard to take back. It stays open where it was refused, and says why. */
const Asking = ({ title, onClose, children, ...rest }: AskingProps): ReactElement => (
  <Dialog title={title} onClose={onClose}>
    <ToastProvider>
      <AskingForm {...rest}>{children}</AskingForm>
    </ToastProvider>
  </Dialog>
);

const AskingForm = ({
  confirm,
  danger = false,
  what,
  children,
}: Omit<AskingProps, 'title' | 'onClose'>): ReactElement => {
  const { attempt } = useToast();
  const close = useCloseDialog();
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (await attempt(what)) close();
  };
  return (
    <form className="panel-form" onSubmit={(event) => void submit(event)}>
      {children}
      <div className="dialog-actions">
        <button type="button" className="quiet" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="primary" data-danger={danger}>
          {confirm}
        </button>
      </div>
    </form>
  );
};
