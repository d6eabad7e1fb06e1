const isHighSurrogate = (unit: string): boolean => unit >= '\ud800' && unit <= '\udbff';
const isLowSurrogate = (unit: string): boolean => unit >= '\udc00' && unit <= '\udfff';

/**
 * Whether `text` can be stored and sent as it is: no NUL and no half of a surrogate pair. UTF-8 has no form for either
 * half, so two texts that differ only in them would be stored as the same one.
 */
export const isWellFormed = (text: string): boolean =>
  !text
    .split('')
    .some(
      (unit, at, units) =>
        unit === '\u0000' ||
        (isHighSurrogate(unit) && !isLowSurrogate(units[at + 1] ?? '')) ||
        (isLowSurrogate(unit) && !isHighSurrogate(units[at - 1] ?? '')),
    );

/** The first `length` UTF-16 code units of `text`, or one fewer where the last would be half a surrogate pair. */
export const cutTo = (text: string, length: number): string => {
  const cut = text.slice(0, length);
  return isHighSurrogate(cut.charAt(cut.length - 1)) ? cut.slice(0, cut.length - 1) : cut;
};
