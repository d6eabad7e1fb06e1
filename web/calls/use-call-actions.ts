import { CaptureError } from '../../client/core/index.ts';
import type { Call } from '../../client/core/index.ts';
import { useToast } from '../parts/toast.tsx';

export interface CallActions {
  readonly microphone: () => void;
  readonly camera: () => void;
  readonly screen: () => void;
  readonly hand: () => void;
  readonly hangUp: () => void;
  /** Runs what may be refused, and tells why it was. */
  readonly attempt: (what: () => Promise<unknown>) => void;
}

/** What one does in a call; each switches what is on off, and the other way round. */
export const useCallActions = (call: Call): CallActions => {
  const toast = useToast();
  const attempt = (what: () => Promise<unknown>): void =>
    void toast.attempt(async () => {
      try {
        await what();
      } catch (cause) {
        // The call itself says what is the matter with a device.
        if (!(cause instanceof CaptureError)) throw cause;
      }
    });
  const own = (): ReturnType<Call['state']['get']>['own'] => call.state.get().own;
  return {
    microphone: () => attempt(() => call.setMic(!own().microphone)),
    camera: () => attempt(() => call.setCam(!own().camera)),
    screen: () => attempt(() => call.shareScreen(!own().screen)),
    hand: () => attempt(() => call.raiseHand(!own().hand)),
    hangUp: () => attempt(() => call.hangUp()),
    attempt,
  };
};
