import type { ScannedObject, ScanVerdict, VirusScan } from '../../application/ports/virus-scan.ts';

interface Signature {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The file by which one sees that a scanner is there, harmless and known to every scanner; written in halves so that no
 * scanner takes this program for it. https://www.eicar.org/download-anti-malware-testfile/
 */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-');

const known: readonly Signature[] = [{ name: 'Eicar-Test-Signature', bytes: Buffer.from(eicar, 'latin1') }];
const longest = Math.max(...known.map(({ bytes }) => bytes.length));

/**
 * Finds what has an exact signature, wherever it stands in the file. It is there so that a machine without a scanner treats
 * an infected file as one with a scanner does, and protects nobody: deployments have GuardDuty or clamd.
 */
export class SignatureScan implements VirusScan {
  async scan({ read }: ScannedObject): Promise<ScanVerdict> {
    // A signature may begin in one piece and end in the next.
    let tail = Buffer.alloc(0);
    for await (const piece of await read()) {
      const window = Buffer.concat([tail, piece]);
      const found = known.find(({ bytes }) => window.includes(bytes));
      if (found !== undefined) return { kind: 'infected', signature: found.name };
      tail = Buffer.from(window.subarray(Math.max(0, window.length - longest + 1)));
    }
    return { kind: 'clean' };
  }
}
