import type { InspectedObject } from '../../application/ports/media-inspection.ts';

/** So many bytes from `start`, or what there is of them. */
export async function bytesOf({ read }: InspectedObject, start: number, length: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await read({ start, length })) pieces.push(piece);
  return Buffer.concat(pieces);
}
