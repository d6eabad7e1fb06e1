import type { ScanResult } from '../../domain/attachment/attachment-file.ts';
import type { FileId } from '../../domain/shared/ids.ts';

/** What is to be done about a file, apart from any request. Doing it again changes nothing. */
export type FileJob =
  /** It is to be seen to: bytes came, or a time is over. */
  | { readonly kind: 'see'; readonly fileId: FileId }
  /** A scanner that looks at the store by itself said what it found in the object that `held` names. */
  | { readonly kind: 'scanned'; readonly fileId: FileId; readonly held: string; readonly result: ScanResult };
