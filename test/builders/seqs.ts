import type { Seq } from '../../domain/shared/ids.ts';
import { parseSeq } from '../../domain/shared/ids.ts';

/** A position, of a number that is one. */
export function seqOf(value: number): Seq {
  const seq = parseSeq(value);
  if (seq === undefined) throw new Error(`unable to build a position; ${value} is none`);
  return seq;
}
