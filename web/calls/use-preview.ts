import { useEffect, useState } from 'react';
import { OwnMedia } from '../../client/core/index.ts';
import type { CallMedia, Capture, CaptureDevice, CaptureError, MediaTracks } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { chooseDevices, chosenDevices } from './chosen-devices.ts';

type Role = 'microphone' | 'camera';

export interface Preview {
  /** Nothing until it is known what there is. */
  readonly isReady: boolean;
  readonly tracks: MediaTracks;
  readonly problems: readonly CaptureError[];
  readonly devices: readonly CaptureDevice[];
  readonly turn: (role: Role, on: boolean) => void;
  readonly choose: (role: Role, deviceId: string) => void;
}

type Shown = Pick<Preview, 'isReady' | 'tracks' | 'problems' | 'devices'>;
const nothing: Shown = { isReady: false, tracks: {}, problems: [], devices: [] };
const ignored = (): undefined => undefined;

/** One's own picture and sound before others have them. Devices are let go of with the component. */
export const usePreview = (wanted: { readonly camera: boolean }): Preview => {
  const client = useChatClient();
  const [own, setOwn] = useState<OwnMedia | undefined>(undefined);
  const [shown, setShown] = useState(nothing);
  const { camera } = wanted;
  useEffect(() => {
    const ends: (() => void)[] = [];
    let isWanted = true;
    const show = (change: Partial<Shown>): void => {
      if (isWanted) setShown((before) => ({ ...before, ...change }));
    };
    const begin = async ({ capture }: CallMedia): Promise<void> => {
      if (!isWanted) return;
      const showOwn = (): void => show({ tracks: media.tracks, problems: media.problems });
      const media = new OwnMedia({ capture, devices: chosenDevices(), changed: showOwn, lost: showOwn });
      const list = (): void => void listed(capture).then((devices) => show({ devices }));
      ends.push(capture.onDevicesChanged(list), () => media.close());
      setOwn(media);
      const roles: readonly Role[] = camera ? ['microphone', 'camera'] : ['microphone'];
      await Promise.all(roles.map((role) => media.turn(role, true).catch(ignored)));
      list();
      show({ isReady: true });
    };
    void client.calls.media().then(begin);
    return () => {
      isWanted = false;
      for (const end of ends) end();
    };
  }, [client, camera]);
  return {
    ...shown,
    turn: (role, on) => void own?.turn(role, on).catch(ignored),
    choose: (role, deviceId) => {
      chooseDevices({ [role]: deviceId });
      void own?.use(role, deviceId).catch(ignored);
    },
  };
};

const listed = (capture: Capture): Promise<readonly CaptureDevice[]> => capture.devices().catch(() => []);
