/** One thing in a bundle that APPSYNC_JS does not have. `line` and `column` count from 1, in the bundle. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** A phrase such as "while loops are not supported". */
  readonly what: string;
}

/** A bundle that AppSync would not take. It lists every problem found, not only the first. */
export class RefusedCode extends Error {
  override readonly name = 'RefusedCode';

  constructor(
    /** The name under which the bundle was to be loaded. */
    readonly bundle: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(({ line, column, what }) => `\n  ${bundle}:${line}:${column} ${what}`);
    super(`unable to load ${bundle}; APPSYNC_JS would refuse it:${lines.join('')}`);
  }
}
