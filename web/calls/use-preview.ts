import { useEffect, useState } from 'react';
import { OwnMedia } from '../../client/core/index.ts';
import type { Capture, CaptureDevice, CaptureError, MediaTracks } from '../../client/core/index.ts';
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

const nothing = { isReady: false, tracks: {}, problems: [], devices: [] } as const;
const ignored = (): undefined => undefined;

/** One's own picture and sound before others have them. Devices are let go of with the component. */
export const usePreview = (wanted: { readonly camera: boolean }): Preview => {
  const client = useChatClient();
  const [own, setOwn] = useState<OwnMedia | undefined>(undefined);
  const [shown, setShown] = useState<Pick<Preview, 'isReady' | 'tracks' | 'problems' | 'devices'>>(nothing);
  const { camera } = wanted;
  useEffect(() => {
    let isWanted = true;
    let end = ignored as () => void;
    const begin = async (): Promise<void> => {
      const { capture } = await client.calls.media();
      if (!isWanted) return;
      const media = new OwnMedia({
        capture,
        devices: chosenDevices(),
        changed: () => show(media),
        lost: () => show(media),
      });
      const show = (from: OwnMedia): void => {
        if (isWanted) setShown((before) => ({ ...before, tracks: from.tracks, problems: from.problems }));
      };
      const list = (): void =>
        void listed(capture).then((devices) => isWanted && setShown((before) => ({ ...before, devices })));
      const unheard = capture.onDevicesChanged(list);
      end = () => {
        unheard();
        media.close();
      };
      setOwn(media);
      const roles: readonly Role[] = camera ? ['microphone', 'camera'] : ['microphone'];
      await Promise.all(roles.map((role) => media.turn(role, true).catch(ignored)));
      list();
      if (isWanted) setShown((before) => ({ ...before, isReady: true }));
    };
    void begin();
    return () => {
      isWanted = false;
      end();
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
