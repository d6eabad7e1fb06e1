import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { isExpectedSize } from '../../domain/attachment/attachment-file.ts';
import { arrivalPlace, heldPlace } from '../../domain/attachment/places.ts';
import { after } from '../../domain/attachment/transitions.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { SaveFileDependencies } from './save-file.ts';
import { saveFile } from './save-file.ts';

export interface TakeArrivedDependencies extends SaveFileDependencies {
  readonly fileStore: FileStore;
  /** Names a key that nobody was ever told: at least 16 characters of `A-Z a-z 0-9 - _`. */
  readonly secret: () => string;
}

/**
 * Takes what was uploaded, or recorded, away to a key that no ticket names, so that nobody can change it any more, and looks
 * at its length. What its ticket is used for after that is removed unread.
 *
 * First the copy, then the word of it, then the removal: whoever dies in between leaves an upload that is taken again, and a
 * copy that nothing names (`remove-orphans`).
 *
 * @param file REQUESTED.
 * @returns the file as it is stored now; `absent` where nothing was uploaded; `undefined` where it moved on since it was read.
 * @throws {StoreBusy}
 */
export async function takeArrived(
  dependencies: TakeArrivedDependencies,
  file: AttachmentFile,
): Promise<AttachmentFile | 'absent' | undefined> {
  const { fileStore, clock, secret } = dependencies;
  const from = arrivalPlace(file);
  const uploaded = await fileStore.head(from);
  if (uploaded === undefined) return 'absent';
  if (!isExpectedSize(file, uploaded.size)) {
    const refused = after(file, { kind: 'refused', reason: 'SIZE' }, clock.now());
    const saved = refused && (await saveFile(dependencies, file, refused));
    if (saved !== undefined) await fileStore.remove(from);
    return saved;
  }

  const held = secret();
  const to = heldPlace(file, held);
  if ((await fileStore.copy(from, uploaded.etag, to, file.mediaType)) === 'gone') return undefined;
  const arrived = after(file, { kind: 'arrived', held, size: uploaded.size }, clock.now());
  const saved = arrived && (await saveFile(dependencies, file, arrived));
  await fileStore.remove(saved === undefined ? to : from);
  return saved;
}
