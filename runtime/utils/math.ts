import { number } from './arguments.ts';
import type { Utility } from './utility.ts';
import { refuse } from './utility.ts';

/** A double in [0, 1) from 53 bits of 7 bytes: as many as a double holds. */
function fraction(bytes: Uint8Array): number {
  const [first = 0, ...rest] = bytes.subarray(0, 7);
  return rest.reduce((sum, byte) => sum * 256 + byte, first & 0x1f) / 2 ** 53;
}

/** `util.math.*`: developer guide, "Math helpers in util.math". */
export function mathUtilities(randomBytes: (count: number) => Uint8Array): Readonly<Record<string, Utility>> {
  return {
    roundNum: (args) => Math.round(number(args, 0, 'util.math.roundNum')),
    minVal: (args) => Math.min(number(args, 0, 'util.math.minVal'), number(args, 1, 'util.math.minVal')),
    maxVal: (args) => Math.max(number(args, 0, 'util.math.maxVal'), number(args, 1, 'util.math.maxVal')),
    randomDouble: () => fraction(randomBytes(7)),
    randomWithinRange: (args) => {
      const member = 'util.math.randomWithinRange';
      const [start, end] = [number(args, 0, member), number(args, 1, member)];
      if (start >= end) return refuse(member, 'the range is empty');
      return start + Math.floor(fraction(randomBytes(7)) * (end - start));
    },
  };
}
