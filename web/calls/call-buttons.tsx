import { useState } from 'react';
import type { ReactElement } from 'react';
import { useActiveCall, useSelector, useSessionCall, useValue } from '../../client/react/index.ts';
import type { CallState, State } from '../../client/core/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { lazily } from '../parts/lazily.tsx';

const DeviceCheck = lazily(async () => (await import('./device-check.tsx')).DeviceCheck);

type Asked = { readonly kind: 'start'; readonly mode: 'VIDEO' | 'AUDIO' } | { readonly kind: 'join' };

/** Begins a call, or comes into the one that is on; for the heading of a session. */
export const CallButtons = (): ReactElement | null => {
  const { client, feed } = useOpenSession();
  const mayCall = useSelector(
    feed.session,
    ({ myPermissions, memberCount }) => myPermissions.includes('POST') && memberCount > 1,
  );
  const { live } = useSessionCall(feed.sessionId);
  const active = useActiveCall();
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const close = (): void => setAsked(undefined);
  const isIn = useValue<Pick<CallState, 'phase'>>(active?.state ?? nothing).phase !== 'over';
  if (isIn && active?.sessionId === feed.sessionId) return null;
  // Whoever was removed does not come in again.
  const own = live?.participants.find(({ userId }) => userId === client.userId);
  if (own?.isBarred === true) return null;
  // In another tab or on another device, which this one takes the call from.
  const isElsewhere = own?.leftAt === null;
  const verb = isElsewhere ? 'Continue here' : 'Join';
  const count = live?.participants.filter(({ leftAt }) => leftAt === null).length ?? 0;
  return (
    <>
      {live !== undefined ? (
        <button type="button" className="join-call" onClick={() => setAsked({ kind: 'join' })}>
          <Icon name={live.mode === 'VIDEO' ? 'video' : 'phone'} />
          {`${verb} · ${count}`}
        </button>
      ) : (
        mayCall && (
          <>
            <IconButton icon="phone" label="Audio call" onClick={() => setAsked({ kind: 'start', mode: 'AUDIO' })} />
            <IconButton icon="video" label="Video call" onClick={() => setAsked({ kind: 'start', mode: 'VIDEO' })} />
          </>
        )
      )}
      {asked?.kind === 'start' && (
        <DeviceCheck
          title={asked.mode === 'VIDEO' ? 'Start a video call' : 'Start an audio call'}
          verb="Start call"
          camera={asked.mode === 'VIDEO'}
          isRecorded={false}
          onJoin={(options) => client.call(feed.sessionId, { mode: asked.mode, ...options }).then(close)}
          onClose={close}
        />
      )}
      {asked?.kind === 'join' && live !== undefined && (
        <DeviceCheck
          title={isElsewhere ? 'Continue the call here' : 'Join the call'}
          verb={verb}
          camera={live.mode === 'VIDEO'}
          isRecorded={live.recordings.some(({ state }) => state === 'STARTING' || state === 'RECORDING')}
          onJoin={(options) => client.calls.join(live, options).then(close)}
          onClose={close}
        />
      )}
    </>
  );
};

const over = { phase: 'over' } as const;
const nothing: State<Pick<CallState, 'phase'>> = { get: () => over, subscribe: () => () => undefined };
