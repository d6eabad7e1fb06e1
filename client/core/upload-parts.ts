import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { ByteSender } from './byte-sender.ts';
import { storeRefused } from './upload-errors.ts';
import type { Transport } from './transport.ts';

/** Parts whose addresses are asked for at once; each holds for five minutes. */
const atOnce = 8;

export interface PartsUpload {
  readonly transport: Transport;
  readonly send: ByteSender;
  readonly fileId: string;
  readonly blob: Blob;
  readonly partSize: number;
  readonly partCount: number;
  readonly signal: AbortSignal;
  /** Bytes that are in the store or left this device. */
  readonly progress: (sent: number) => void;
}

/** Sends the parts that the store has not, one after the other. Broken off, it goes on when it is called again. @throws {ChatError} */
export async function sendMissingParts(upload: PartsUpload): Promise<void> {
  const { transport, fileId, partCount, signal } = upload;
  const there = new Set(await ask(transport, documents.uploadedParts, { fileId }));
  const missing = Array.from({ length: partCount }, (_, at) => at + 1).filter((number) => !there.has(number));
  let stored = [...there].reduce((sum, number) => sum + partOf(upload, number).size, 0);
  upload.progress(stored);
  for (let from = 0; from < missing.length; from += atOnce) {
    const parts = missing.slice(from, from + atOnce);
    for (const { number, url } of await ask(transport, documents.uploadParts, { fileId, parts })) {
      signal.throwIfAborted();
      const body = partOf(upload, number);
      const before = stored;
      const progress = (sent: number): void => upload.progress(before + Math.min(sent, body.size));
      const { status } = await upload.send({ method: 'PUT', url, body, progress, signal });
      if (status < 200 || status > 299) throw storeRefused(status);
      stored += body.size;
      upload.progress(stored);
    }
  }
}

const partOf = ({ blob, partSize }: PartsUpload, number: number): Blob =>
  blob.slice((number - 1) * partSize, Math.min(number * partSize, blob.size));
