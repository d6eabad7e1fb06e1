import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Call, CaptureDevice } from '../../client/core/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import { chooseDevices, chosenDevices } from './chosen-devices.ts';
import { DevicePicker } from './device-picker.tsx';

export interface CallDevicesProps {
  readonly call: Call;
  readonly attempt: (what: () => Promise<unknown>) => void;
  readonly onClose: () => void;
}

/** Takes another microphone or camera in the middle of a call. */
export const CallDevices = ({ call, attempt, onClose }: CallDevicesProps): ReactElement => {
  const [devices, setDevices] = useState<readonly CaptureDevice[]>([]);
  const [chosen, setChosen] = useState(chosenDevices);
  useEffect(() => {
    let isWanted = true;
    void call.devices().then((all) => {
      if (isWanted) setDevices(all);
    });
    return () => {
      isWanted = false;
    };
  }, [call]);
  const choose = (role: 'microphone' | 'camera') => (deviceId: string) => {
    chooseDevices({ [role]: deviceId });
    setChosen(chosenDevices());
    attempt(() => call.useDevice(role, deviceId));
  };
  return (
    <Dialog title="Microphone and camera" className="call-devices" onClose={onClose}>
      <DevicePicker role="microphone" devices={devices} chosen={chosen.microphone} onChoose={choose('microphone')} />
      <DevicePicker role="camera" devices={devices} chosen={chosen.camera} onChoose={choose('camera')} />
    </Dialog>
  );
};
