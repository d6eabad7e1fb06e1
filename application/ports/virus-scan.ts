import type { FileContent } from './file-store.ts';

export type ScanVerdict =
  | { readonly kind: 'clean' }
  /** `signature` is the scanner's own name for what it found, for the log. */
  | { readonly kind: 'infected'; readonly signature: string }
  /** The scanner looks at what is stored by itself, and says later what it found. */
  | { readonly kind: 'pending' };

/** What is to be scanned. */
export interface ScannedObject {
  /** Its key in the area `incoming`. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Its bytes from the first to the last. */
  readonly read: () => Promise<FileContent>;
}

/** Looks for viruses. Adapters pass `test/contracts/virus-scan.contract.ts`. */
export interface VirusScan {
  /** @throws {ScanUnavailable} where nothing was found out, so that nothing may be taken for clean. */
  scan(object: ScannedObject): Promise<ScanVerdict>;
}

/** The scanner did not answer, or not as it should. Asking again later is right. `why` holds nothing of the file. */
export class ScanUnavailable extends Error {
  override readonly name = 'ScanUnavailable';
  constructor(why: string, options?: { readonly cause: unknown }) {
    super(`unable to scan the file; ${why}`, options);
  }
}
