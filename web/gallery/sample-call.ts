import { CaptureError } from '../../client/core/index.ts';
import type { CallMedia, MediaConnection, MediaState } from '../../client/core/index.ts';
import { ago, sampleSession } from './sample-session.ts';

interface Participant {
  readonly microphone?: boolean;
  readonly camera?: boolean;
  readonly handRaisedAt?: string;
  readonly clientId?: unknown;
}

const participantOf = (userId: string, uid: number, shown: Participant) => ({
  userId,
  uid,
  clientId: null,
  role: userId === 'bob' ? 'HOST' : 'PARTICIPANT',
  joinedAt: ago(12 - uid),
  leftAt: null,
  microphone: true,
  camera: false,
  screen: false,
  handRaisedAt: null,
  isBarred: false,
  ...shown,
});

/** A call that Bob records: he is seen, Cat wishes to speak, Dan was rung and did not answer yet. As the API says it. */
export const sampleCall = {
  id: 'sample-call',
  sessionId: sampleSession.id,
  startedBy: 'bob',
  mode: 'VIDEO',
  state: 'ACTIVE',
  createdAt: ago(12),
  ringsUntil: ago(11),
  startedAt: ago(12),
  endedAt: null,
  endReason: null,
  durationSeconds: null,
  invited: [
    { userId: 'ann', answer: 'ACCEPTED' },
    { userId: 'cat', answer: 'ACCEPTED' },
    { userId: 'dan', answer: 'PENDING' },
  ],
  participants: [
    participantOf('bob', 1, { camera: true }),
    participantOf('cat', 2, { microphone: false, handRaisedAt: ago(1) }),
  ],
  recordings: [
    {
      number: 1,
      requestedBy: 'bob',
      requestedAt: ago(5),
      shownTo: ['ann', 'bob', 'cat'],
      state: 'RECORDING',
      startedAt: ago(5),
      endedAt: null,
      failure: null,
      fileIds: [],
    },
  ],
  version: 9,
};

/** Ann comes in, as the client of this name. */
export const joinedAs = (clientId: unknown) => ({
  ...sampleCall,
  participants: [...sampleCall.participants, participantOf('ann', 3, { microphone: false, clientId })],
  version: sampleCall.version + 1,
});

/** A picture that stands still. */
const picture = (): MediaStreamTrack | undefined => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const paint = canvas.getContext('2d');
  if (paint === null) return undefined;
  const sky = paint.createLinearGradient(0, 0, 640, 360);
  sky.addColorStop(0, '#2f5d8a');
  sky.addColorStop(1, '#8fb7a5');
  paint.fillStyle = sky;
  paint.fillRect(0, 0, 640, 360);
  return canvas.captureStream(1).getVideoTracks()[0];
};

const connection = (): MediaConnection => {
  const camera = picture();
  const remote = new Map(camera === undefined ? [] : [['bob', { camera }]]);
  const state: MediaState = { status: 'connected', remote };
  return {
    state: { get: () => state, subscribe: () => () => undefined },
    start: async () => undefined,
    meet: () => undefined,
    publish: async () => undefined,
    levels: () => new Map(),
    measure: async () => undefined,
    renew: async () => undefined,
    close: () => camera?.stop(),
  };
};

/** What calls of the gallery are made with: no device, and one picture. */
export const sampleMedia = async (): Promise<CallMedia> => ({
  capture: {
    open: (role) => Promise.reject(new CaptureError(role, 'missing')),
    devices: async () => [],
    onDevicesChanged: () => () => undefined,
  },
  direct: { connect: connection },
  agora: { connect: connection },
});
