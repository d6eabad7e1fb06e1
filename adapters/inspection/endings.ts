/**
 * Whether a PNG ends with its last chunk: what follows there is another file. `undefined` where it breaks off before.
 * https://www.w3.org/TR/png-3/#5Chunk-layout
 */
export function pngEndsItself(bytes: Buffer): boolean | undefined {
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return next === bytes.length;
    at = next;
  }
  return undefined;
}

/** The same for WebP, whose first chunk says how long it is. https://developers.google.com/speed/webp/docs/riff_container */
export function webpEndsItself(bytes: Buffer): boolean | undefined {
  if (bytes.length < 12) return undefined;
  const end = 8 + bytes.readUInt32LE(4);
  return end > bytes.length ? undefined : end === bytes.length;
}
