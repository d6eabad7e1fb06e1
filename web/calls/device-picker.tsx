import { useId } from 'react';
import type { ReactElement } from 'react';
import type { CaptureDevice } from '../../client/core/index.ts';

export interface DevicePickerProps {
  readonly role: 'microphone' | 'camera';
  readonly devices: readonly CaptureDevice[];
  readonly chosen: string | undefined;
  readonly onChoose: (deviceId: string) => void;
}

const titles = { microphone: 'Microphone', camera: 'Camera' } as const;

/** Which of the devices of a role is used. */
export const DevicePicker = ({ role, devices, chosen, onChoose }: DevicePickerProps): ReactElement => {
  const id = useId();
  const own = devices.filter((device) => device.role === role && device.deviceId !== '');
  const isKnown = own.some(({ deviceId }) => deviceId === chosen);
  return (
    <div className="device">
      <label className="field-label" htmlFor={id}>
        {titles[role]}
      </label>
      <select
        id={id}
        value={isKnown ? chosen : (own[0]?.deviceId ?? '')}
        disabled={own.length === 0}
        onChange={(event) => onChoose(event.target.value)}
      >
        {own.length === 0 && <option value="">None that can be chosen</option>}
        {own.map(({ deviceId, label }, at) => (
          <option key={deviceId} value={deviceId}>
            {label === '' ? `${titles[role]} ${at + 1}` : label}
          </option>
        ))}
      </select>
    </div>
  );
};
