/**
 * Cyclic redundancy checks as S3 has them besides CRC-32, which Node has. Both are reflected, begin with all ones and end
 * inverted. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */

/** A running check; `digest` is big-endian. */
export interface Crc {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** Castagnoli's polynomial (RFC 3720, B.4), reflected. */
const castagnoli = 0x82f63b78;
/** The polynomial of NVM Express, as its base specification defines the 64-bit check, reflected. */
const nvme = 0x9a6c9329ac4bc9b5n;

let table32: Uint32Array | undefined;
let tables64: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

export const crc32c = (): Crc => {
  const table = (table32 ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ castagnoli : value >>> 1;
    return value;
  }));
  let state = 0xffffffff;
  return {
    update(bytes) {
      let value = state;
      for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
      state = value;
    },
    digest() {
      const result = Buffer.alloc(4);
      result.writeUInt32BE((state ^ 0xffffffff) >>> 0);
      return result;
    },
  };
};

/** In two halves of 32 bits each: big integers would be a hundred times slower. */
export const crc64nvme = (): Crc => {
  const { high, low } = (tables64 ??= makeTables64());
  let upper = 0xffffffff;
  let lower = 0xffffffff;
  return {
    update(bytes) {
      for (const byte of bytes) {
        const at = (lower ^ byte) & 0xff;
        lower = ((lower >>> 8) | (upper << 24)) ^ (low[at] ?? 0);
        upper = (upper >>> 8) ^ (high[at] ?? 0);
      }
    },
    digest() {
      const result = Buffer.alloc(8);
      result.writeUInt32BE((upper ^ 0xffffffff) >>> 0, 0);
      result.writeUInt32BE((lower ^ 0xffffffff) >>> 0, 4);
      return result;
    },
  };
};

const makeTables64 = (): { readonly high: Uint32Array; readonly low: Uint32Array } => {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ nvme : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return { high, low };
};
