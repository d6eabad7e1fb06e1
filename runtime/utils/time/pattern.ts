/** A part of a `java.time.format.DateTimeFormatter` pattern. */
export type Token =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'optional'; readonly tokens: readonly Token[] };

/** A pattern that Java would refuse. */
export class BadPattern extends Error {
  override readonly name = 'BadPattern';
}

/** @throws {BadPattern} */
export function tokensOf(pattern: string): readonly Token[] {
  const open: Token[][] = [[]];
  const emit = (token: Token): void => void open.at(-1)?.push(token);

  for (const [piece] of pattern.matchAll(/''|'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/gu)) {
    if (piece === '[') open.push([]);
    else if (piece === ']') {
      const tokens = open.pop();
      if (tokens === undefined || open.length === 0)
        throw new BadPattern('the pattern closes a bracket it never opened');
      emit({ kind: 'optional', tokens });
    } else if (piece === "''") emit({ kind: 'text', text: "'" });
    else if (piece.length > 1 && piece.startsWith("'")) {
      emit({ kind: 'text', text: piece.slice(1, -1).replaceAll("''", "'") });
    } else if (/^[A-Za-z]/u.test(piece)) emit({ kind: 'field', letter: piece.charAt(0), count: piece.length });
    else if (/^['{}#]$/u.test(piece)) throw new BadPattern(`the pattern has a stray ${piece}`);
    else emit({ kind: 'text', text: piece });
  }
  // Java closes what is still open at the end.
  return open.reduceRight<readonly Token[]>(
    (inner, outer, depth) => (depth === open.length - 1 ? outer : [...outer, { kind: 'optional', tokens: inner }]),
    [],
  );
}

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
] as const;

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** 3 letters: short; 4: full; 5: one letter. */
export function named(name: string, count: number): string {
  if (count === 4) return name;
  return name.slice(0, count === 5 ? 1 : 3);
}
