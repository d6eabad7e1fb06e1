/**
 * A GIF without what was written into it beside its pictures (comments, data of applications such as where it was taken), and
 * what it says about how often it is shown. `undefined` where it breaks off or goes on after its end, where another file may
 * be hidden. https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function plainGif(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let at = 13 + tableLength(bytes[10]);
  if (bytes.length < at) return undefined;
  kept.push(bytes.subarray(0, at));
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x3b) return at === bytes.length - 1 ? Buffer.concat([...kept, bytes.subarray(at)]) : undefined;
    const end = blockEnd(bytes, at);
    if (end === undefined) return undefined;
    if (kind !== 0x21 || isShown(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Bytes of a colour table, by the packed field before it. */
const tableLength = (packed = 0): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 0x07) + 1));

/** Where an image or extension at `at` ends. */
function blockEnd(bytes: Buffer, at: number): number | undefined {
  if (bytes[at] === 0x21) return subBlocksEnd(bytes, at + 2);
  if (bytes[at] === 0x2c) return subBlocksEnd(bytes, at + 10 + tableLength(bytes[at + 9]) + 1);
  return undefined;
}

function subBlocksEnd(bytes: Buffer, start: number): number | undefined {
  for (let at = start; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    if (length === 0) return at + 1;
    at += 1 + length;
  }
  return undefined;
}

/** Of the extensions: how pictures follow each other, and how often all of them. */
function isShown(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  return label === 0xf9 || (label === 0xff && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0');
}
