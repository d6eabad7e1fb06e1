import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { lazily } from '../parts/lazily.tsx';
import { PinLine } from './pin-line.tsx';
import { useNow } from './use-now.ts';

const PinsDialog = lazily(async () => (await import('./pins-dialog.tsx')).PinsDialog);

export interface PinsBarProps {
  readonly onJump: (messageId: string) => void;
}

/** What is pinned, above the messages; nothing where nothing is. */
export const PinsBar = ({ onJump }: PinsBarProps): ReactElement | null => {
  const { feed } = useOpenSession();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const all = useValue(feed.pins.state);
  const pins = all.filter(({ until }) => until === null || Date.parse(until) > now);
  useEffect(() => void feed.pins.load(), [feed]);
  const [newest] = pins;
  if (newest === undefined) return null;
  return (
    <section className="pins-bar" aria-label="Pinned messages">
      <button type="button" className="pins-newest" onClick={() => onJump(newest.message.id)}>
        <Icon name="pin" />
        <PinLine pin={newest} />
      </button>
      <button type="button" className="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {pins.length === 1 ? 'Show' : `All ${pins.length}`}
        <span className="visually-hidden"> pinned messages</span>
      </button>
      {isOpen && <PinsDialog pins={pins} onJump={onJump} onClose={() => setOpen(false)} />}
    </section>
  );
};
