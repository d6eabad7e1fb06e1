/**
 * Some tests are long because they do the same thing often. `npm test` does it often enough to meet what they look for;
 * `PARLEY_IN_FULL=1 npm test` does it as often as is promised.
 */
export const inFull = process.env['PARLEY_IN_FULL'] === '1';

export const often = (usually: number, full: number): number => (inFull ? full : usually);
