import type { ClientMessageId, Seq } from '../shared/ids.ts';
import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { FileState } from '../vocabulary/files.ts';
import { Durations } from '../vocabulary/limits.ts';
import type { AttachmentFile, RejectionReason } from './attachment-file.ts';

/** What happens to a file. */
export type FileAct =
  /** All of its bytes are there, so many, and were taken away to where nobody can change them; `held` names that place. */
  | { readonly kind: 'arrived'; readonly held: string; readonly size: number }
  /** Someone looks at it now. */
  | { readonly kind: 'takenUp' }
  /** It is what it was said to be and holds no virus; `shown` is what was made of it. */
  | { readonly kind: 'passed'; readonly shown: ShownFile }
  | { readonly kind: 'refused'; readonly reason: RejectionReason }
  /** It never came, was taken back, or nobody needs it any more. */
  | { readonly kind: 'expired' };

/** What members get of a file that passed. */
export interface ShownFile {
  /** In bytes, which making it anew may have changed. */
  readonly size: number;
  /** As they were measured; `null` where they were not. */
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
}

/**
 * Every step that a file can take. What is not here cannot happen: nothing becomes CLEAN but what was SCANNING.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> REQUESTED
 *   REQUESTED --> UPLOADED: arrived, with the length that was asked for
 *   REQUESTED --> REJECTED: refused, by its length
 *   REQUESTED --> EXPIRED: nothing came in time, or its owner took it back
 *   UPLOADED --> SCANNING: taken up
 *   UPLOADED --> EXPIRED
 *   SCANNING --> SCANNING: taken up again, after the first one was lost or had no answer
 *   SCANNING --> CLEAN: passed
 *   SCANNING --> REJECTED: refused
 *   SCANNING --> EXPIRED: given up
 *   CLEAN --> EXPIRED: no message carries it, and it is no recording
 *   REJECTED --> EXPIRED: no message carries it, and it is no recording
 *   EXPIRED --> [*]
 * ```
 */
export const transitions: Readonly<Record<FileState, Readonly<Partial<Record<FileAct['kind'], FileState>>>>> = {
  REQUESTED: { arrived: 'UPLOADED', refused: 'REJECTED', expired: 'EXPIRED' },
  UPLOADED: { takenUp: 'SCANNING', expired: 'EXPIRED' },
  SCANNING: { takenUp: 'SCANNING', passed: 'CLEAN', refused: 'REJECTED', expired: 'EXPIRED' },
  CLEAN: { expired: 'EXPIRED' },
  REJECTED: { expired: 'EXPIRED' },
  EXPIRED: {},
};

/** The file after `act`; `undefined` where its state has no such step. */
export function after(file: AttachmentFile, act: FileAct, at: Instant): AttachmentFile | undefined {
  const state = transitions[file.state][act.kind];
  return state && { ...file, ...changed(file, act), state, dueAt: dueAfter(file, state, at) };
}

function changed(file: AttachmentFile, act: FileAct): Partial<AttachmentFile> {
  switch (act.kind) {
    case 'arrived':
      return { held: act.held, size: act.size, uploadId: null };
    case 'takenUp':
      return { tries: file.tries + 1 };
    case 'passed':
      return { ...act.shown };
    case 'refused':
      return { reason: act.reason };
    case 'expired':
      return {};
  }
}

/** Longest wait between two tries. */
const longestLease = 3_600_000;

function dueAfter({ attached, recordedAs, tries }: AttachmentFile, state: FileState, at: Instant): Instant | null {
  switch (state) {
    case 'UPLOADED':
      return later(at, Durations.uploadGrace);
    case 'SCANNING':
      return later(at, Math.min(Durations.fileLease * 2 ** tries, longestLease));
    case 'CLEAN':
    case 'REJECTED':
      return attached === null && recordedAs === null ? later(at, Durations.orphan) : null;
    // At once: what the store has of it is still to be removed.
    default:
      return at;
  }
}

/** The file with the message that carries it. Whether it may is looked at where the message is sent. */
export const attachedTo = (file: AttachmentFile, seq: Seq, as: ClientMessageId): AttachmentFile => ({
  ...file,
  attached: { seq, as },
});

/** Nothing is to be done about it any more. */
export const settled = (file: AttachmentFile): AttachmentFile => ({ ...file, dueAt: null });

/** Someone looks at it at this moment: a second one would do the same again. */
export const isBeingLookedAt = ({ state, dueAt }: AttachmentFile, at: Instant): boolean =>
  state === 'SCANNING' && dueAt !== null && dueAt > at;
