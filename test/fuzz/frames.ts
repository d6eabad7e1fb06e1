/** WebSocket frames as RFC 6455, section 5.2, has them, and as it forbids them. */

export interface FrameForm {
  readonly payload: Buffer;
  readonly opcode: number;
  readonly final: boolean;
  /** The three bits that no extension was agreed on for. */
  readonly reserved: number;
  readonly masked: boolean;
  /** What the header says the payload is long. */
  readonly claimedLength: number;
}

/** A client's frame, under a mask of zeros where it has one, which leaves the payload as it is. */
export function frameBytes({ payload, opcode, final, reserved, masked, claimedLength }: FrameForm): Buffer {
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = masked ? 0x80 : 0;
  const length = claimedLength < 126 ? Buffer.alloc(0) : claimedLength < 65_536 ? Buffer.alloc(2) : Buffer.alloc(8);
  if (length.length === 2) length.writeUInt16BE(claimedLength);
  if (length.length === 8) length.writeBigUInt64BE(BigInt(claimedLength));
  const second = mask | (length.length === 0 ? claimedLength : length.length === 2 ? 126 : 127);
  return Buffer.concat([Buffer.from([first, second]), length, Buffer.alloc(masked ? 4 : 0), payload]);
}

/** Takes a server's bytes apart. */
export class FrameReader {
  #chunks: Buffer[] = [];

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** @throws {RangeError} for a masked frame, or one that ends before its end. */
  frames(): { readonly opcode: number; readonly payload: Buffer }[] {
    const bytes = Buffer.concat(this.#chunks);
    const frames: { opcode: number; payload: Buffer }[] = [];
    for (let at = 0; at < bytes.length;) {
      const opcode = bytes.readUInt8(at) & 0x0f;
      const short = bytes.readUInt8(at + 1);
      if (short > 127) throw new RangeError('unable to read the frames; a server masks none');
      const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
      const length =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      if (start + length > bytes.length) throw new RangeError('unable to read the frames; the last one is cut');
      frames.push({ opcode, payload: bytes.subarray(start, start + length) });
      at = start + length;
    }
    return frames;
  }
}
