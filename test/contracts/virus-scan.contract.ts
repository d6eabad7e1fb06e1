import { describe, expect, it } from 'vitest';
import type { ScannedObject, VirusScan } from '../../application/ports/virus-scan.ts';

/** EICAR's file, in halves so that no scanner takes this one for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-');

/** An object of these pieces. */
export const objectOf = (...pieces: readonly (string | Uint8Array)[]): ScannedObject => {
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece));
  return {
    key: 'held/x/y',
    size: bytes.reduce((sum, { length }) => sum + length, 0),
    read: async () => each(bytes),
  };
};

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** The promises of every `VirusScan` that answers at once. */
export function virusScanContract(adapter: string, open: () => Promise<VirusScan>): void {
  describe(`VirusScan on ${adapter}`, () => {
    it('finds nothing in what holds nothing', async () => {
      const scan = await open();
      expect(await scan.scan(objectOf('hello'))).toEqual({ kind: 'clean' });
      expect(await scan.scan(objectOf(eicar.slice(0, -10), 'x', eicar.slice(-10)))).toEqual({ kind: 'clean' });
      expect(await scan.scan(objectOf())).toEqual({ kind: 'clean' });
    });

    it('finds the test file, however it comes in pieces and whatever is around it', async () => {
      const scan = await open();
      const pieces = [
        [eicar],
        [...eicar],
        [eicar.slice(0, 30), eicar.slice(30)],
        ['x'.repeat(100_000), eicar.slice(0, 1), eicar.slice(1), 'y'.repeat(100_000)],
      ];
      for (const some of pieces) {
        expect(await scan.scan(objectOf(...some))).toEqual({ kind: 'infected', signature: 'Eicar-Test-Signature' });
      }
    });

    it('lets through what reading the object ends with', async () => {
      const scan = await open();
      const broken = { ...objectOf('hello'), read: async () => breaking() };
      await expect(scan.scan(broken)).rejects.toThrow('the source broke off');
    });
  });
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('hel');
  throw new Error('the source broke off');
}
