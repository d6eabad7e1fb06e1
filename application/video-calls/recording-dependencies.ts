import type { CallRecordings } from '../ports/call-recordings.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** What recording calls takes. */
export interface RecordingDependencies extends CallDependencies {
  readonly callRecordings: CallRecordings;
}
