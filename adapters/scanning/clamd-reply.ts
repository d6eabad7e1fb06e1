import type { ScanVerdict } from '../../application/ports/virus-scan.ts';
import { ScanUnavailable } from '../../application/ports/virus-scan.ts';

/** More than any reply has: one line with a name. */
export const longestReply = 1024;

/**
 * What clamd said, without the zero byte that ends it: `stream: OK`, `stream: <name> FOUND`, or an error.
 * https://docs.clamav.net/manual/Usage/ClamdProtocol.html
 * @throws {ScanUnavailable} for an error and for whatever else: only the two words that are known say something.
 */
export function readReply(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return { kind: 'clean' };
  const signature = /^stream: (\S.*) FOUND$/.exec(reply)?.[1];
  if (signature !== undefined) return { kind: 'infected', signature };
  const isError = reply.endsWith(' ERROR') || reply.endsWith(' ERROR.');
  throw new ScanUnavailable(isError ? `clamd says ${reply}` : 'clamd says what is not understood');
}
