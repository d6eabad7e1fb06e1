import type { Attachments, FileSaved, ToldFile } from '../../application/ports/attachments.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { shownFile } from '../../domain/attachment/shown-file.ts';
import { withFile } from '../../domain/message/change.ts';
import type { FileId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryAttachments implements Attachments {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async find(id: FileId): Promise<AttachmentFile | undefined> {
    return this.#store.files.get(id);
  }

  async save(file: AttachmentFile): Promise<'saved' | 'overtaken'> {
    if (this.#isOvertaken(file)) return 'overtaken';
    this.#keep(file);
    return 'saved';
  }

  async saveAndTell(file: AttachmentFile, { message: { sessionId, seq }, entry }: ToldFile): Promise<FileSaved> {
    const slots = this.#store.sessions.get(sessionId)?.slots;
    const found = slots?.get(seq);
    if (this.#isOvertaken(file) || slots === undefined || found?.kind !== 'MESSAGE') return 'overtaken';
    const { content } = found.message;
    if (content === null || !('attachment' in content) || content.attachment.fileId !== file.id) return 'overtaken';
    if (slots.has(entry.seq)) return 'taken';
    slots.set(seq, { ...found, message: withFile(found.message, shownFile(file)) });
    slots.set(entry.seq, entry);
    this.#keep(file);
    return 'saved';
  }

  async due(until: Instant, limit: number): Promise<readonly FileId[]> {
    return [...this.#store.files.values()]
      .flatMap(({ id, dueAt }) => (dueAt !== null && dueAt <= until ? [{ id, dueAt }] : []))
      .sort((one, other) => one.dueAt - other.dueAt)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  #isOvertaken({ id, version }: AttachmentFile): boolean {
    return (this.#store.files.get(id)?.version ?? 0) !== version;
  }

  #keep(file: AttachmentFile): void {
    this.#store.files.set(file.id, { ...file, version: file.version + 1 });
  }
}
