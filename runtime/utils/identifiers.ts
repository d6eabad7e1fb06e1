import type { Utility } from './utility.ts';

/** Where utilities take time and chance from. */
export interface Sources {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** `count` bytes that nobody can foresee. */
  readonly randomBytes: (count: number) => Uint8Array;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 2014-05-13T16:53:20Z, where KSUID's seconds begin (segmentio/ksuid). */
const KSUID_EPOCH_SECONDS = 1_400_000_000;

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** `value` in the base of `alphabet`, `length` digits. */
function digits(value: bigint, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = value;
  let written = '';
  for (let place = 0; place < length; place += 1) {
    written = alphabet.charAt(Number(rest % base)) + written;
    rest /= base;
  }
  return written;
}

/** RFC 9562, version 4. */
export function uuid(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, 16)].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  const part = (from: number, to: number): string => hex.slice(from, to).join('');
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join('-');
}

/** github.com/ulid/spec: 48 bits of milliseconds, 80 of chance, Crockford's base 32. */
export function ulid(milliseconds: number, bytes: Uint8Array): string {
  return (
    digits(BigInt(Math.trunc(milliseconds)), CROCKFORD, 10) + digits(toBigInt(bytes.subarray(0, 10)), CROCKFORD, 16)
  );
}

/** github.com/segmentio/ksuid: 32 bits of seconds, 128 of chance, base 62. */
export function ksuid(milliseconds: number, bytes: Uint8Array): string {
  const seconds = BigInt(Math.trunc(milliseconds / 1000) - KSUID_EPOCH_SECONDS);
  return digits((seconds << 128n) | toBigInt(bytes.subarray(0, 16)), BASE62, 27);
}

export function identifierUtilities({ now, randomBytes }: Sources): Readonly<Record<string, Utility>> {
  return {
    autoId: () => uuid(randomBytes(16)),
    autoUlid: () => ulid(now(), randomBytes(10)),
    autoKsuid: () => ksuid(now(), randomBytes(16)),
  };
}
