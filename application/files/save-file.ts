import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import { shownState } from '../../domain/vocabulary/files.ts';
import { MessageChange, systemSender } from '../../domain/vocabulary/messages.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { unlessBusy } from '../session-log/unless-busy.ts';

export interface SaveFileDependencies {
  readonly attachments: Attachments;
  readonly sessionLog: Pick<SessionLog, 'reserve' | 'seal' | 'entryAt'>;
  readonly live: Pick<LiveDelivery, 'messageChanged'>;
  readonly clock: Clock;
}

const rounds = 3;

/**
 * Saves a file that took a step. Where a message carries it and shows it otherwise from now on, the message, the log and
 * whoever listens are told of it; a message that was deleted meanwhile shows nothing any more.
 *
 * @param before as it was read.
 * @returns it as it is stored now; `undefined` where it moved on since it was read.
 * @throws {StoreBusy}
 */
export async function saveFile(
  dependencies: SaveFileDependencies,
  before: AttachmentFile,
  file: AttachmentFile,
): Promise<AttachmentFile | undefined> {
  const { attached, recordedAs } = file;
  // What tells of a recording shows nothing of how its file is.
  const isTold = attached !== null && recordedAs === null && shownState(before.state) !== shownState(file.state);
  const saved = { ...file, version: file.version + 1 };
  if (!isTold) return (await dependencies.attachments.save(file)) === 'saved' ? saved : undefined;
  return (await saveAndTell(dependencies, file, attached)) ? saved : undefined;
}

async function saveAndTell(
  dependencies: SaveFileDependencies,
  file: AttachmentFile,
  { seq: target }: NonNullable<AttachmentFile['attached']>,
): Promise<boolean> {
  const { attachments, sessionLog, live, clock } = dependencies;
  const { sessionId } = file;
  const message = { sessionId, seq: target };
  for (let round = 1; round <= rounds; round += 1) {
    const at = clock.now();
    const reserved = await sessionLog.reserve(sessionId, at, { as: 'change' });
    if (reserved.kind !== 'reserved') return (await attachments.save(file)) === 'saved';
    const { seq } = reserved;
    const change = MessageChange.ATTACHMENT_CHANGED;
    const entry: ChangeEntry = { kind: 'MESSAGE_CHANGED', seq, at, target, change, actorId: systemSender };
    const outcome = await attachments.saveAndTell(file, { message, entry });
    if (outcome === 'saved') {
      await live.messageChanged(sessionId, seq);
      return true;
    }
    if (outcome === 'overtaken') {
      await unlessBusy(() => sessionLog.seal(sessionId, [seq], clock.now()));
      const carrier = await sessionLog.entryAt(sessionId, target);
      const isThere = carrier?.kind === 'MESSAGE' && carrier.message.deletion === null;
      return isThere ? false : (await attachments.save(file)) === 'saved';
    }
  }
  throw new StoreBusy('tell of the file', { cause: 'every position was given up' });
}
