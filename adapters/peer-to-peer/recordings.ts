import type { CallRecordings } from '../../application/ports/call-recordings.ts';
import { RecorderRefused } from '../../application/ports/call-recordings.ts';

/** Of an installation that records no calls. */
export const noRecordings: CallRecordings = {
  isAvailable: false,
  prepare: () => Promise.reject(new RecorderRefused('prepare the recording', 'calls are not recorded here')),
  start: () => Promise.reject(new RecorderRefused('start the recording', 'calls are not recorded here')),
  stop: async () => ({ kind: 'unknown' }),
  status: async () => ({ kind: 'unknown' }),
};
