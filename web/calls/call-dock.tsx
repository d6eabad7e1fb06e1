import { useEffect } from 'react';
import type { ReactElement } from 'react';
import type { Call } from '../../client/core/index.ts';
import { useCall, useChatClient, useSelector } from '../../client/react/index.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useEvent } from '../parts/use-event.ts';
import { titleOf } from '../sessions/title.ts';
import { addressOf, useRoute } from '../shell/route.ts';
import { TrackAudio } from './track-view.tsx';
import { useCallActions } from './use-call-actions.ts';
import { useCallShortcuts } from './use-call-shortcuts.ts';
import { endingWord } from './words.ts';
import { useNameOf } from '../use-name-of.ts';

const dismissMs = 8_000;

export interface CallDockProps {
  readonly call: Call;
  readonly onClose: () => void;
}

/** What of a call goes with one through the app: its sound, its shortcuts, and the way back to it. */
export const CallDock = ({ call }: CallDockProps): ReactElement => {
  const nameOf = useNameOf();
  const client = useChatClient();
  const { phase, members, own, ending, durationSeconds } = useCall(call);
  const route = useRoute();
  const actions = useCallActions(call);
  const title = useSelector(client.sessions.state, ({ items }) => {
    const session = items.find(({ id }) => id === call.sessionId);
    return session === undefined ? 'a conversation' : titleOf(session, nameOf);
  });
  const isOver = phase === 'over';
  useCallShortcuts(call, actions);
  // A page that goes away says so, as far as it still can: silence says it after a while.
  useEvent(window, 'pagehide', () => void call.hangUp());
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setTimeout(() => client.calls.dismiss(), dismissMs);
    return () => clearTimeout(timer);
  }, [client, isOver]);
  const isHere = route.kind === 'session' && route.sessionId === call.sessionId;
  return (
    <>
      {members.map(({ userId, isSelf, tracks: { microphone } }) =>
        isSelf || microphone === undefined ? null : <TrackAudio key={userId} track={microphone} />,
      )}
      {ending !== undefined && (
        <div className="call-dock" role="status">
          <p>{endingWord(ending, durationSeconds)}</p>
          <IconButton icon="close" label="Close" onClick={() => client.calls.dismiss()} />
        </div>
      )}
      {!isOver && !isHere && (
        <div className="call-dock" role="region" aria-label="Call">
          <a href={addressOf({ kind: 'session', sessionId: call.sessionId })} dir="auto">
            <Icon name="phone" />
            {`In a call · ${title}`}
          </a>
          <IconButton
            icon={own.microphone ? 'mic' : 'micOff'}
            label={own.microphone ? 'Mute' : 'Unmute'}
            onClick={actions.microphone}
          />
          <IconButton icon="hangUp" label="Hang up" className="hang-up" onClick={actions.hangUp} />
        </div>
      )}
    </>
  );
};
