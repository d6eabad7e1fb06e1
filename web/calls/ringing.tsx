import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { IncomingCall, JoinOptions } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { useToast } from '../parts/toast.tsx';
import { useEvent } from '../parts/use-event.ts';
import { useNameOf } from '../use-name-of.ts';
import { goTo } from '../shell/route.ts';
import { isShortcut } from '../shell/shortcuts.ts';
import { chosenDevices } from './chosen-devices.ts';
import { DeviceCheck } from './device-check.tsx';
import { ring } from './ring.ts';

export interface RingingProps {
  readonly call: IncomingCall;
  readonly onClose: () => void;
}

/** Who calls, over whatever is shown; whoever types goes on typing. */
export const Ringing = ({ call }: RingingProps): ReactElement => {
  const nameOf = useNameOf();
  const client = useChatClient();
  const { attempt } = useToast();
  const title = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const name = nameOf(call.startedBy);
  const isVideo = call.mode === 'VIDEO';
  useEffect(() => {
    // Nobody's sentence is broken off by an Enter that was meant for it.
    const isTyping = document.activeElement?.matches('input, textarea, select, dialog *') ?? false;
    if (!isTyping) box.current?.querySelector('button')?.focus();
    return ring();
  }, []);
  const accept = async (options: JoinOptions): Promise<void> => {
    await client.calls.accept(call, options);
    goTo({ kind: 'session', sessionId: call.sessionId });
  };
  const answer = async (camera: boolean): Promise<void> => {
    if (call.isRecorded) {
      setIsAsked(true);
      return;
    }
    setIsBusy(true);
    await attempt(() => accept({ camera, devices: chosenDevices() }));
    setIsBusy(false);
  };
  const decline = (): void => void attempt(() => client.calls.decline(call));
  useEvent(window, 'keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || isBusy) return;
    if (isShortcut('callAnswer', event)) void answer(isVideo);
    else if (isShortcut('callDecline', event)) decline();
    else return;
    event.preventDefault();
  });
  return (
    <>
      <div ref={box} className="ringing" role="alertdialog" aria-labelledby={title}>
        <Avatar id={call.startedBy} name={name} />
        <div className="ringing-text" id={title}>
          <p className="ringing-name" dir="auto">
            {name}
          </p>
          <p className="muted">{isVideo ? 'is calling you with video' : 'is calling you'}</p>
        </div>
        <div className="ringing-actions">
          <button type="button" className="call-button answer" disabled={isBusy} onClick={() => void answer(isVideo)}>
            <Icon name={isVideo ? 'video' : 'phone'} />
            Answer
          </button>
          {isVideo && (
            <button type="button" className="call-button" disabled={isBusy} onClick={() => void answer(false)}>
              <Icon name="phone" />
              Without camera
            </button>
          )}
          <button type="button" className="call-button hang-up" onClick={decline}>
            <Icon name="hangUp" />
            Decline
          </button>
        </div>
      </div>
      {isAsked && (
        <DeviceCheck
          title="Join the call"
          verb="Join"
          camera={isVideo}
          isRecorded
          onJoin={accept}
          onClose={() => setIsAsked(false)}
        />
      )}
    </>
  );
};
