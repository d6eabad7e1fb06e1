import type { RecordedFile, RecorderHandle } from '../../domain/video-call/recording.ts';

/** Of what a recording is made. */
export interface RecordedChannel {
  readonly channel: string;
  /** The number that the recorder has in the channel: no participant has it. */
  readonly uid: number;
  /** Files are put under this: the session's and the call's ids, and the number of the recording. */
  readonly path: readonly string[];
}

/** How far a recording is, as the service that makes it says. */
export type RecorderStatus =
  | { readonly kind: 'running' }
  /** It is over; its files are still to come. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'uploaded'; readonly files: readonly RecordedFile[] }
  /** Nothing was recorded. */
  | { readonly kind: 'noFiles' }
  /** Nothing is known of it any more. */
  | { readonly kind: 'unknown' };

/**
 * The service that records calls. Each method rejects with `RecorderBusy` for what may succeed later, and with
 * `RecorderRefused` for what will not. Adapters pass `test/contracts/call-recordings.contract.ts`.
 */
export interface CallRecordings {
  /** Whether calls can be recorded in this installation. */
  readonly isAvailable: boolean;
  /** Something to record with, once and soon: its id. Nothing is recorded yet. */
  prepare(recorded: RecordedChannel): Promise<string>;
  /** The id of the recording, which runs from then on. */
  start(recorded: RecordedChannel, resourceId: string): Promise<string>;
  /** Ends a recording; of one that is over already, says what became of it. */
  stop(recorded: RecordedChannel, handle: RecorderHandle): Promise<RecorderStatus>;
  status(handle: RecorderHandle): Promise<RecorderStatus>;
}

/** What the service that records says by itself, its sender being who they claim. */
export interface RecordingNotice {
  readonly channel: string;
  /** The recorder's number in the channel. */
  readonly uid: number;
  readonly sid: string;
  readonly news:
    | { readonly kind: 'started' }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'uploaded'; readonly files: readonly RecordedFile[] };
}

/** The service that records could not answer now. */
export class RecorderBusy extends Error {
  override readonly name = 'RecorderBusy';
  constructor(doing: string, why: string, options?: { readonly cause: unknown }) {
    super(`unable to ${doing}; ${why}`, options);
  }
}

/** The service that records will not do it, however often it is asked. */
export class RecorderRefused extends Error {
  override readonly name = 'RecorderRefused';
  constructor(doing: string, why: string, options?: { readonly cause: unknown }) {
    super(`unable to ${doing}; ${why}`, options);
  }
}
