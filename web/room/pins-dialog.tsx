import type { ReactElement } from 'react';
import type { Pin } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { ToastProvider } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';
import { PinLine } from './pin-line.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

export interface PinsDialogProps {
  readonly pins: readonly Pin[];
  readonly onJump: (messageId: string) => void;
  readonly onClose: () => void;
}

/** Everything that is pinned, newest first. */
export const PinsDialog = ({ pins, onJump, onClose }: PinsDialogProps): ReactElement => {
  const list = useKeptFocus<HTMLUListElement>(pins);
  const { session, may } = useRoom();
  return (
    <Dialog title="Pinned messages" onClose={onClose}>
      <ToastProvider>
        <ul ref={list} className="pins" role="list" tabIndex={-1}>
          {pins.map((pin) => (
            <PinRow key={pin.message.id} pin={pin} onJump={onJump} />
          ))}
        </ul>
        {!may('PIN') && <p className="muted">{whyNot(session, 'PIN')}</p>}
      </ToastProvider>
    </Dialog>
  );
};

const PinRow = ({ pin, onJump }: { readonly pin: Pin } & Pick<PinsDialogProps, 'onJump'>): ReactElement => {
  const nameOf = useNameOf();
  const { feed, may, attempt } = useRoom();
  const close = useCloseDialog();
  const { message, pinnedBy, pinnedAt, until } = pin;
  const jump = (): void => {
    close();
    onJump(message.id);
  };
  return (
    <li className="pin">
      <button type="button" className="pins-newest" onClick={jump}>
        <PinLine pin={pin} />
        <span className="muted">
          by {nameOf(pinnedBy)}, {fullTimeOf(Date.parse(pinnedAt))}
          {until !== null && ` · until ${fullTimeOf(Date.parse(until))}`}
        </span>
      </button>
      {may('PIN') && (
        <IconButton
          icon="trash"
          label={`Take the pin of ${message.senderName ?? nameOf(message.senderId)}’s message away`}
          onClick={() => void attempt(() => feed.actions.unpin(message.id))}
        />
      )}
    </li>
  );
};
