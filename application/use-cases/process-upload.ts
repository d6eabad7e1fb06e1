import type { AttachmentFile, RejectionReason } from '../../domain/attachment/attachment-file.ts';
import { arrivalPlace, heldPlace, quarantinePlace, servedPlace, uploadPlace } from '../../domain/attachment/places.ts';
import { after, isBeingLookedAt, settled } from '../../domain/attachment/transitions.ts';
import type { FileId } from '../../domain/shared/ids.ts';
import { sessionOfFile } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { ExpireFileDependencies } from '../files/expire-file.ts';
import { expireFile, removeExpired } from '../files/expire-file.ts';
import { judgeFile, type JudgeFileDependencies } from '../files/judge-file.ts';
import { saveFile } from '../files/save-file.ts';
import { takeArrived, type TakeArrivedDependencies } from '../files/take-arrived.ts';
import type { FileNote } from '../ports/file-work.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { ScanUnavailable } from '../ports/virus-scan.ts';

export interface ProcessUploadDependencies
  extends TakeArrivedDependencies, ExpireFileDependencies, JudgeFileDependencies {
  /** Told of what operators are to know; nothing in it is a user's. */
  readonly note: (note: FileNote) => void;
}

const rounds = 8;

/**
 * Brings a file as far as it can come now, whatever state it is in: by the event of its upload, by a repetition of that, by
 * its owner's word or because a time is over. Whoever calls it twice, late, or at once with another, ends the same.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> REQUESTED
 *   REQUESTED --> UPLOADED: bytes are there
 *   REQUESTED --> EXPIRED: none, and its time is over
 *   UPLOADED --> SCANNING: nobody else looks at it
 *   SCANNING --> CLEAN: scanned and looked into
 *   SCANNING --> REJECTED: and found to be something else
 *   SCANNING --> SCANNING: no word from the scanner; due again
 *   CLEAN --> EXPIRED: its time is over, and no message carries it
 * ```
 *
 * @throws {StoreBusy} where trying again later is right.
 */
export function processUpload(dependencies: ProcessUploadDependencies): (fileId: FileId) => Promise<void> {
  const { attachments, fileStore, clock } = dependencies;

  const isDue = ({ dueAt }: AttachmentFile): boolean => dueAt !== null && dueAt <= clock.now();

  async function look(file: AttachmentFile): Promise<void> {
    if (isBeingLookedAt(file, clock.now()) && file.scanned === null) return;
    if (file.tries >= Limits.fileTries) {
      dependencies.note({ event: 'file.given-up', fileId: file.id, why: `tried ${file.tries} times` });
      await expireFile(dependencies, file);
      return;
    }
    const taken = after(file, { kind: 'takenUp' }, clock.now());
    const scanning = taken && (await saveFile(dependencies, file, taken));
    // Someone else took it up at the same moment.
    if (scanning === undefined || scanning.held === null) return;
    await judge(scanning, scanning.held);
  }

  async function judge(file: AttachmentFile, held: string): Promise<void> {
    try {
      const judged = await judgeFile(dependencies, file, held);
      if (judged.kind === 'refused') await reject(file, held, judged.reason, judged.why);
      if (judged.kind === 'passed') await end(file, after(file, judged, clock.now()), held);
    } catch (error) {
      if (!(error instanceof ScanUnavailable)) throw error;
      dependencies.note({ event: 'file.unscanned', fileId: file.id, why: error.message });
    }
  }

  async function reject(file: AttachmentFile, held: string, reason: RejectionReason, why: string): Promise<void> {
    const from = heldPlace(file, held);
    const stored = await fileStore.head(from);
    // As no type that anyone would open.
    if (stored !== undefined) {
      await fileStore.copy(from, stored.etag, quarantinePlace(file), 'application/octet-stream');
    }
    dependencies.note({ event: 'file.rejected', fileId: file.id, why });
    await end(file, after(file, { kind: 'refused', reason }, clock.now()), held);
  }

  /** Saves what it came to. One that moved on meanwhile is seen to by whoever moved it. */
  async function end(file: AttachmentFile, outcome: AttachmentFile | undefined, held: string): Promise<void> {
    let ended = outcome;
    for (let round = 1; ended !== undefined && round <= rounds; round += 1) {
      const saved = await saveFile(dependencies, file, ended);
      if (saved !== undefined) return fileStore.remove(heldPlace(file, held));
      // A message took it meanwhile: the same file, told of in that message.
      const now = await attachments.find(file.id);
      if (now === undefined || now.state !== 'SCANNING' || now.tries !== file.tries) {
        return removeServed(file, now);
      }
      const { version, attached } = now;
      ended = { ...ended, version, attached, dueAt: attached === null ? ended.dueAt : null };
    }
    throw new StoreBusy('end the look at the file', { cause: 'it moved on each time' });
  }

  /** What was made for a file that did not become CLEAN is not left behind. */
  async function removeServed(file: AttachmentFile, now: AttachmentFile | undefined): Promise<void> {
    if (now?.state !== 'EXPIRED' && now?.state !== 'REJECTED') return;
    await Promise.all([
      fileStore.remove(servedPlace(file, 'ORIGINAL')),
      fileStore.remove(servedPlace(file, 'THUMBNAIL')),
    ]);
  }

  /** Whether there is more to do now. */
  async function step(file: AttachmentFile): Promise<boolean> {
    switch (file.state) {
      case 'REQUESTED': {
        const taken = await takeArrived(dependencies, file);
        if (taken === 'absent') {
          if (isDue(file)) await expireFile(dependencies, file);
          return false;
        }
        return taken === undefined || taken.state === 'UPLOADED';
      }
      case 'UPLOADED':
      case 'SCANNING':
        await look(file);
        return false;
      case 'CLEAN':
      case 'REJECTED':
        await fileStore.remove(arrivalPlace(file));
        if (!isDue(file)) return false;
        if (file.attached === null) await expireFile(dependencies, file);
        else await attachments.save(settled(file));
        return false;
      case 'EXPIRED':
        await removeExpired(dependencies, file);
        return false;
    }
  }

  return async (fileId) => {
    for (let round = 1; round <= rounds; round += 1) {
      const file = await attachments.find(fileId);
      // Forgotten, or never asked for: what came for it is nobody's.
      if (file === undefined) return fileStore.remove(uploadPlace({ id: fileId, sessionId: sessionOfFile(fileId) }));
      if (!(await step(file))) return;
    }
    throw new StoreBusy('see to the file', { cause: 'it moved on each time' });
  };
}
