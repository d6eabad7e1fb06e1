import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { FileId } from '../../domain/shared/ids.ts';

export type FileSaved =
  | 'saved'
  /** It moved on since it was read, or its message did: to be read again. */
  | 'overtaken'
  /** The position holds something already: its writer was given up. */
  | 'taken';

/** The message that carries a file, with what it is to show of it, and the entry that tells of it. */
export interface ToldFile {
  readonly message: Pick<Message, 'sessionId' | 'seq'>;
  readonly entry: ChangeEntry;
}

/**
 * Every file that was ever asked for, until it is forgotten. Strongly consistent, but for `due`. A message takes its file by
 * `SessionLog.write`. Every method throws `StoreBusy`. Adapters pass `test/contracts/attachments.contract.ts`.
 */
export interface Attachments {
  /** As last saved, `undefined` for none. */
  find(id: FileId): Promise<AttachmentFile | undefined>;

  /** Writes the file if what is stored is as `file.version` has it, with the next version: 0 for one that was never saved. */
  save(file: AttachmentFile): Promise<'saved' | 'overtaken'>;

  /**
   * The same together with the message that carries the file, which shows it as it is from now on, and with the entry that
   * tells of it: all of it or nothing. Overtaken also where the message is deleted, or carries another file.
   */
  saveAndTell(file: AttachmentFile, told: ToldFile): Promise<FileSaved>;

  /** Files that are to be seen to, longest due first, at most `limit`. May leave out what was saved a moment ago. */
  due(until: Instant, limit: number): Promise<readonly FileId[]>;
}
