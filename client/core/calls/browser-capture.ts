import { CaptureError } from './media.ts';
import type { Capture, CaptureDevice, CaptureRefusal, MediaRole, MediaTrack } from './media.ts';

/** https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const refusals: Readonly<Record<string, CaptureRefusal>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const roles: Readonly<Record<MediaDeviceKind, CaptureDevice['role']>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** The devices of a browser. */
export const browserCapture: Capture = {
  async open(role, deviceId) {
    try {
      const stream = await streamOf(role, deviceId);
      const [track] = stream.getTracks();
      if (track === undefined) throw new CaptureError(role, 'missing');
      if ('contentHint' in track && role === 'screen') track.contentHint = 'detail';
      return track satisfies MediaTrack;
    } catch (cause) {
      if (cause instanceof CaptureError) throw cause;
      const name = cause instanceof Error ? cause.name : '';
      throw new CaptureError(role, refusals[name] ?? 'failed', { cause });
    }
  },
  async devices() {
    // Pages that are not served safely have no devices at all.
    const all = await (mediaDevices()?.enumerateDevices() ?? Promise.resolve([]));
    return all.map(({ deviceId, kind, label }) => ({ deviceId, label, role: roles[kind] }));
  },
  onDevicesChanged(listener) {
    const devices = mediaDevices();
    devices?.addEventListener('devicechange', listener);
    return () => devices?.removeEventListener('devicechange', listener);
  },
};

const mediaDevices = (): MediaDevices | undefined => ('mediaDevices' in navigator ? navigator.mediaDevices : undefined);

const streamOf = (role: MediaRole, deviceId: string | undefined): Promise<MediaStream> => {
  const devices = mediaDevices();
  if (devices === undefined) throw new CaptureError(role, 'failed');
  const device = deviceId === undefined ? {} : { deviceId: { ideal: deviceId } };
  if (role === 'screen') return devices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false });
  if (role === 'microphone') {
    return devices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, ...device } });
  }
  return devices.getUserMedia({
    video: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 }, ...device },
  });
};
