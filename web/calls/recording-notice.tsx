import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Call } from '../../client/core/index.ts';
import { useCall, useChatClient } from '../../client/react/index.ts';
import { useNameOf } from '../use-name-of.ts';

/** Tells everyone in a call that it is being recorded from now on; whoever does not want to be leaves. */
export const RecordingNotice = ({ call }: { readonly call: Call }): ReactElement | null => {
  const nameOf = useNameOf();
  const { userId } = useChatClient();
  const { recording } = useCall(call);
  const [seen, setSeen] = useState(false);
  const isOn = recording !== undefined;
  const [wasOn, setWasOn] = useState(isOn);
  if (wasOn !== isOn) {
    setWasOn(isOn);
    setSeen(false);
  }
  if (recording === undefined || seen) return null;
  const isOwn = recording.by === userId;
  return (
    <div className="recording-notice" role="alert">
      <p>
        {isOwn
          ? 'You are recording this call. Everyone in it is told.'
          : `${nameOf(recording.by)} is recording this call. By staying you agree to be recorded.`}
      </p>
      <button type="button" className="quiet" onClick={() => setSeen(true)}>
        {isOwn ? 'All right' : 'Stay'}
      </button>
      {!isOwn && (
        <button type="button" className="quiet danger" onClick={() => void call.hangUp()}>
          Leave
        </button>
      )}
    </div>
  );
};
