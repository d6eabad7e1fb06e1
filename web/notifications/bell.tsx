import { Suspense, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient, useSelector } from '../../client/react/index.ts';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { useEvent } from '../parts/use-event.ts';
import { lazyPart } from '../parts/later-styles.ts';

const Centre = lazyPart(async () => (await import('./notification-centre.tsx')).NotificationCentre);

const mostShown = 99;

/** What one was notified of, behind a bell that counts. */
export const Bell = (): ReactElement => {
  const client = useChatClient();
  const unseen = useSelector(client.notifications.state, ({ unseenCount }) => unseenCount);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => void client.notifications.refresh(), [client]);
  // What somebody else did without a message - an invitation - is not told live.
  useEvent(window, 'focus', () => client.notifications.heard());
  return (
    <>
      <button
        type="button"
        className="icon-button bell"
        title="Notifications"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="bell" />
        <HiddenText>Notifications</HiddenText>
        <span className="badge bell-badge">
          {unseen > 0 && (
            <>
              {unseen > mostShown ? `${mostShown}+` : unseen}
              <HiddenText> new</HiddenText>
            </>
          )}
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <Centre onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
