import type { RejectionReason } from '../../domain/attachment/attachment-file.ts';
import type { InspectedObject } from '../../application/ports/media-inspection.ts';
import { JsonText } from './json-text.ts';
import { isMarkup } from './markup.ts';
import { markOf } from './sniff.ts';

/**
 * What is wrong with a file of text, read in pieces: that its bytes are of another type, are no UTF-8 or hold NUL, that it is
 * a page or a drawing of markup, or as JSON no JSON. `undefined` for nothing.
 */
export async function wrongWithText(object: InspectedObject, head: Buffer): Promise<RejectionReason | undefined> {
  if (isMarkup(head.toString('utf8'))) return 'DANGEROUS';
  if ((await markOf(head)) !== undefined) return 'TYPE';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const json = object.mediaType === 'application/json' ? new JsonText() : undefined;
  try {
    for await (const piece of await object.read({ start: 0, length: object.size })) {
      const text = decoder.decode(piece, { stream: true });
      if (text.includes('\0')) return 'TYPE';
      if (json !== undefined && !json.push(text)) return 'MALFORMED';
    }
    decoder.decode();
  } catch (error) {
    // Only the decoder throws this: what the source throws is no fault of the file.
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return 'TYPE';
    throw error;
  }
  return json === undefined || json.end() ? undefined : 'MALFORMED';
}
