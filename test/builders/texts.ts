import fc from 'fast-check';

const codePoint = fc.nat({ max: 0x10ffff }).map((value) => String.fromCodePoint(value));
const codeUnit = fc.nat({ max: 0xffff }).map((value) => String.fromCharCode(value));
const letter = fc.constantFrom('a', 'Z', 'é', 'я', '字', ' ', '1');

/** Text of any UTF-16 code units, among them halves of surrogate pairs. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.oneof(letter, codePoint, codeUnit), { maxLength }).map((parts) => parts.join('').slice(0, maxLength));
