import type { RejectionReason } from '../../domain/attachment/attachment-file.ts';
import type { FileContent } from './file-store.ts';

/** A file that is to be looked at. */
export interface InspectedObject {
  /** As its owner said, one of those that Parley takes. */
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  /** Its bytes from `start`, at most `length` of them. */
  readonly read: (range: { readonly start: number; readonly length: number }) => Promise<FileContent>;
}

export type Inspected =
  | { readonly kind: 'refused'; readonly reason: RejectionReason }
  | {
      readonly kind: 'fine';
      /** In pixels, as they were measured; `null` for what has none or was not measured. */
      readonly width: number | null;
      readonly height: number | null;
      /** What is served in place of the bytes that were uploaded, of the same type; `null` where those are served. */
      readonly remade: Uint8Array | null;
      /** WebP. */
      readonly thumbnail: Uint8Array | null;
    };

/**
 * Looks into files: whether they are what they were said to be, and what pictures show without what was written into them.
 * Bounded in memory and time whatever the bytes are. What the source of the bytes throws comes through as it is.
 */
export interface MediaInspection {
  inspect(object: InspectedObject): Promise<Inspected>;
}
