import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Call } from '../../client/core/index.ts';
import { useCall } from '../../client/react/index.ts';
import { useNameOf } from '../use-name-of.ts';
import { CallBar } from './call-bar.tsx';
import { CallDevices } from './call-devices.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallPeople } from './call-people.tsx';
import { DeviceProblem } from './device-problem.tsx';
import { RecordingNotice } from './recording-notice.tsx';
import { Tile } from './tile.tsx';
import { TrackVideo } from './track-view.tsx';
import { useCallActions } from './use-call-actions.ts';

export interface StageProps {
  readonly call: Call;
  readonly onClose: () => void;
}

/** Everyone in the call, what one of them shares, and what can be done. */
export const Stage = ({ call }: StageProps): ReactElement => {
  const nameOf = useNameOf();
  const state = useCall(call);
  const actions = useCallActions(call);
  const [shown, setShown] = useState<'people' | 'devices' | undefined>(undefined);
  const { members, sharer, problems, ringing, phase } = state;
  const sharing = members.find(({ userId }) => userId === sharer);
  const screen = sharing?.tracks.screen;
  const close = (): void => setShown(undefined);
  return (
    <>
      <section className="call-stage" aria-label="Call" data-phase={phase} data-sharing={screen !== undefined}>
        <CallFacts state={state} />
        <RecordingNotice call={call} />
        {problems.map((problem) => (
          <DeviceProblem
            key={problem.role}
            problem={problem}
            onRetry={
              problem.role === 'screen'
                ? actions.screen
                : problem.role === 'camera'
                  ? actions.camera
                  : actions.microphone
            }
          />
        ))}
        <div className="call-views">
          {sharing !== undefined && screen !== undefined && (
            <figure className="shared-screen">
              <TrackVideo track={screen} label={`Screen of ${nameOf(sharing.userId)}`} />
              <figcaption>
                {sharing.isSelf ? 'You share your screen' : `${nameOf(sharing.userId)} shares a screen`}
              </figcaption>
            </figure>
          )}
          <ul className="tiles" data-count={members.length}>
            {members.map((member) => (
              <Tile key={member.userId} call={call} member={member} />
            ))}
          </ul>
        </div>
        {phase === 'ringing' && ringing.length > 0 && (
          <p className="call-ringing" role="status">
            {`Ringing ${ringing.slice(0, 3).map(nameOf).join(', ')}${ringing.length > 3 ? ` and ${ringing.length - 3} more` : ''}…`}
          </p>
        )}
        <CallBar
          call={call}
          actions={actions}
          onPeople={() => setShown('people')}
          onDevices={() => setShown('devices')}
        />
      </section>
      {shown === 'people' && <CallPeople call={call} attempt={actions.attempt} onClose={close} />}
      {shown === 'devices' && <CallDevices call={call} attempt={actions.attempt} onClose={close} />}
    </>
  );
};
