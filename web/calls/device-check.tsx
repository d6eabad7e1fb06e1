import { useState } from 'react';
import type { ReactElement } from 'react';
import type { JoinOptions } from '../../client/core/index.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { useToast } from '../parts/toast.tsx';
import { chosenDevices } from './chosen-devices.ts';
import { DevicePicker } from './device-picker.tsx';
import { DeviceProblem } from './device-problem.tsx';
import { LevelMeter } from './level-meter.tsx';
import { TrackVideo } from './track-view.tsx';
import { usePreview } from './use-preview.ts';

export interface DeviceCheckProps {
  readonly title: string;
  /** What its button says. */
  readonly verb: string;
  readonly camera: boolean;
  /** Whether one comes into a call that is recorded. */
  readonly isRecorded: boolean;
  /** @throws what is told to the person, who stays here. */
  readonly onJoin: (options: JoinOptions) => Promise<unknown>;
  readonly onClose: () => void;
}

/** How one looks and sounds, before anybody else sees and hears it. */
export const DeviceCheck = ({ title, onClose, ...rest }: DeviceCheckProps): ReactElement => (
  <Dialog title={title} className="device-check" onClose={onClose}>
    <Check {...rest} />
  </Dialog>
);

const Check = ({ verb, camera, isRecorded, onJoin }: Omit<DeviceCheckProps, 'title' | 'onClose'>): ReactElement => {
  const preview = usePreview({ camera });
  const { attempt } = useToast();
  const close = useCloseDialog();
  const [consents, setConsents] = useState(false);
  const [isJoining, setIsJoining] = useState(false);
  const [devices, setDevices] = useState(chosenDevices);
  const { tracks, problems } = preview;
  const isOn = (role: 'microphone' | 'camera'): boolean => tracks[role]?.enabled === true;
  const choose = (role: 'microphone' | 'camera') => (deviceId: string) => {
    setDevices((before) => ({ ...before, [role]: deviceId }));
    preview.choose(role, deviceId);
  };
  const join = async (withCamera: boolean): Promise<void> => {
    setIsJoining(true);
    const options = {
      microphone: isOn('microphone'),
      camera: withCamera,
      devices,
      consentsToRecording: consents,
    };
    if (await attempt(() => onJoin(options))) close();
    else setIsJoining(false);
  };
  const toggle = (role: 'microphone' | 'camera', name: string): ReactElement => (
    <button
      type="button"
      className="call-button"
      aria-label={name}
      aria-pressed={isOn(role)}
      onClick={() => preview.turn(role, !isOn(role))}
    >
      <Icon name={role === 'microphone' ? (isOn(role) ? 'mic' : 'micOff') : isOn(role) ? 'video' : 'videoOff'} />
    </button>
  );
  const cannotJoin = isJoining || !preview.isReady || (isRecorded && !consents);
  return (
    <>
      <div className="preview">
        {tracks.camera === undefined ? (
          <p className="preview-none">{preview.isReady ? 'Your camera is off' : 'Asking for your devices…'}</p>
        ) : (
          <TrackVideo track={tracks.camera} label="Your picture" isMirrored />
        )}
        <div className="preview-tools">
          {toggle('microphone', 'Microphone')}
          {toggle('camera', 'Camera')}
        </div>
      </div>
      <LevelMeter track={tracks.microphone} />
      {problems.map((problem) => (
        <DeviceProblem
          key={problem.role}
          problem={problem}
          onRetry={() => problem.role !== 'screen' && preview.turn(problem.role, true)}
        />
      ))}
      <div className="devices">
        <DevicePicker
          role="microphone"
          devices={preview.devices}
          chosen={devices.microphone}
          onChoose={choose('microphone')}
        />
        <DevicePicker role="camera" devices={preview.devices} chosen={devices.camera} onChoose={choose('camera')} />
      </div>
      {isRecorded && (
        <label className="consent">
          <input type="checkbox" checked={consents} onChange={(event) => setConsents(event.target.checked)} />
          This call is being recorded. I agree to be recorded.
        </label>
      )}
      <div className="dialog-actions">
        {isOn('camera') && (
          <button type="button" className="quiet" disabled={cannotJoin} onClick={() => void join(false)}>
            {`${verb} without camera`}
          </button>
        )}
        <button type="button" className="primary" disabled={cannotJoin} onClick={() => void join(isOn('camera'))}>
          {verb}
        </button>
      </div>
    </>
  );
};
