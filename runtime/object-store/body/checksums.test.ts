import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startChecksum, type ChecksumAlgorithm } from './checksums.ts';

const sumOf = (algorithm: ChecksumAlgorithm, ...pieces: readonly Uint8Array[]): string => {
  const running = startChecksum(algorithm);
  for (const piece of pieces) running.update(piece);
  return running.digest().toString('hex');
};
const digits = Buffer.from('123456789');

describe('Checksums', () => {
  // The "check" values of https://reveng.sourceforge.io/crc-catalogue/all.htm, and of FIPS 180.
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] satisfies [ChecksumAlgorithm, string][])('are by the standard: %s', (algorithm, check) => {
    expect(sumOf(algorithm, digits)).toBe(check);
  });

  it('are the same however the bytes come', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChecksumAlgorithm>('crc32', 'crc32c', 'crc64nvme'),
        fc.array(fc.uint8Array({ maxLength: 300 })),
        (algorithm, pieces) => {
          expect(sumOf(algorithm, ...pieces)).toBe(sumOf(algorithm, Buffer.concat(pieces)));
        },
      ),
    );
  });
});
