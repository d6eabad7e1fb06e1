/**
 * WebSocket text frames, built by hand (RFC 6455, section 5.2): what goes to many sockets is encoded once, and only the
 * few bytes that differ are added for each. Server frames are unmasked, and these are never fragmented or compressed.
 */

const FINAL_TEXT = 0x81;

/** Copying up to here is cheaper than handing the socket two pieces. */
const COPY_LIMIT = 16 * 1024;

/** A whole frame for `text`. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = headerLength(length);
  const frame = Buffer.allocUnsafe(header + length);
  writeHeader(frame, length);
  frame.write(text, header);
  return frame;
}

/**
 * The pieces of one frame that says `prefix` and then `shared`.
 *
 * @param prefix ASCII only.
 */
export function sharedFrame(prefix: string, shared: Buffer): readonly Buffer[] {
  const length = prefix.length + shared.length;
  const header = headerLength(length);
  const copied = shared.length <= COPY_LIMIT;
  const head = Buffer.allocUnsafe(copied ? header + length : header + prefix.length);
  writeHeader(head, length);
  head.write(prefix, header, 'latin1');
  if (!copied) return [head, shared];
  shared.copy(head, header + prefix.length);
  return [head];
}

/** JSON with everything beyond ASCII escaped, so that characters and bytes count the same. */
export function asciiJson(value: string): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function headerLength(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

function writeHeader(frame: Buffer, length: number): void {
  frame[0] = FINAL_TEXT;
  if (length < 126) {
    frame[1] = length;
  } else if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(0, 2);
    frame.writeUInt32BE(length, 6);
  }
}
