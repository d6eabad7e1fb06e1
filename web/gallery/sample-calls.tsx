import { useState } from 'react';
import type { ReactElement } from 'react';
import { CaptureError } from '../../client/core/index.ts';
import type { IncomingCall } from '../../client/core/index.ts';
import { DeviceProblem } from '../calls/device-problem.tsx';
import { Ringing } from '../calls/ringing.tsx';
import { sampleId } from './sample-session.ts';

const nothing = (): void => undefined;
const devices = ['microphone', 'camera', 'screen'] as const;
const reasons = ['denied', 'missing', 'busy', 'failed'] as const;
const problems = devices.flatMap((device) => reasons.map((why) => new CaptureError(device, why)));

const call: IncomingCall = {
  callId: 'sample',
  sessionId: sampleId(1),
  startedBy: 'bob',
  mode: 'VIDEO',
  isRecorded: false,
};

/** What of a call there is without one: that it rings, and why a device is not open. */
export const SampleCalls = (): ReactElement => {
  const [isRinging, setRinging] = useState(false);
  return (
    <main className="gallery-parts">
      <h1>Calls</h1>
      <p>
        <button type="button" className="primary" onClick={() => setRinging(!isRinging)}>
          {isRinging ? 'Be quiet' : 'Ring'}
        </button>
      </p>
      {problems.map((problem) => (
        <DeviceProblem key={`${problem.role} ${problem.why}`} problem={problem} onRetry={nothing} />
      ))}
      {isRinging && <Ringing call={call} onClose={() => setRinging(false)} />}
    </main>
  );
};
