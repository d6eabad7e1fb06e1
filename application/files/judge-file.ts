import type { AttachmentFile, RejectionReason } from '../../domain/attachment/attachment-file.ts';
import { heldPlace, servedPlace } from '../../domain/attachment/places.ts';
import type { ShownFile } from '../../domain/attachment/transitions.ts';
import type { FileContent, FilePlace, FileStore } from '../ports/file-store.ts';
import type { MediaInspection } from '../ports/media-inspection.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import type { VirusScan } from '../ports/virus-scan.ts';

export interface JudgeFileDependencies {
  readonly fileStore: FileStore;
  readonly virusScan: VirusScan;
  readonly inspection: MediaInspection;
}

export type Judged =
  /** What is served is in its place already; that it may be is still to be said. */
  | { readonly kind: 'passed'; readonly shown: ShownFile }
  | { readonly kind: 'refused'; readonly reason: RejectionReason; readonly why: string }
  /** The scanner says later. */
  | { readonly kind: 'pending' };

/**
 * Scans a held file and looks into it, and puts what is to be served of it in its place.
 * @throws {ScanUnavailable} where the scanner found nothing out.
 * @throws {StoreBusy}
 */
export async function judgeFile(
  { fileStore, virusScan, inspection }: JudgeFileDependencies,
  file: AttachmentFile,
  held: string,
): Promise<Judged> {
  const place = heldPlace(file, held);
  const stored = await fileStore.head(place);
  if (stored === undefined) throw new StoreBusy('look at the file', { cause: 'it is not there' });
  const { etag, size } = stored;
  const read = (start: number, length: number): Promise<FileContent> => whole(fileStore, place, etag, start, length);

  if (file.scanned === 'INFECTED')
    return { kind: 'refused', reason: 'INFECTED', why: 'found by the scanner of the store' };
  if (file.scanned === null) {
    const verdict = await virusScan.scan({ key: place.key, size, read: () => read(0, size) });
    if (verdict.kind === 'infected') return { kind: 'refused', reason: 'INFECTED', why: verdict.signature };
    if (verdict.kind === 'pending') return verdict;
  }

  const { mediaType } = file;
  const inspected = await inspection.inspect({ mediaType, size, read: ({ start, length }) => read(start, length) });
  if (inspected.kind === 'refused') return { kind: 'refused', reason: inspected.reason, why: inspected.reason };

  const { width, height, remade, thumbnail } = inspected;
  const original = servedPlace(file, 'ORIGINAL');
  if (remade !== null) await fileStore.write(original, remade, mediaType);
  else if ((await fileStore.copy(place, etag, original, mediaType)) === 'gone') throw changed();
  if (thumbnail !== null) await fileStore.write(servedPlace(file, 'THUMBNAIL'), thumbnail, 'image/webp');
  return {
    kind: 'passed',
    shown: {
      size: remade?.length ?? size,
      width: width ?? file.width,
      height: height ?? file.height,
      hasThumbnail: thumbnail !== null,
    },
  };
}

const changed = (): StoreBusy => new StoreBusy('read the file', { cause: 'it is another one now' });

async function whole(
  store: FileStore,
  place: FilePlace,
  etag: string,
  start: number,
  length: number,
): Promise<FileContent> {
  const content = await store.read(place, etag, { start, length });
  if (content === 'gone') throw changed();
  return content;
}
