/**
 * What a formula may not hold, by why. Definitions, because a few of them multiply without end; the rest, because a formula
 * is shown to others: it links nowhere, loads nothing, styles nothing, and prints into no log of whoever typesets it.
 * `\verb` and `\char` could hide any of these, or a brace, from whoever reads the formula command by command.
 */
const refused: readonly (readonly [why: string, commands: readonly string[]])[] = [
  [
    'a formula defines no commands',
    [
      ...['def', 'edef', 'gdef', 'xdef', 'let', 'futurelet', 'global', 'long'],
      ...['newcommand', 'renewcommand', 'providecommand'],
    ],
  ],
  [
    'a formula holds no links, images or HTML',
    ['href', 'url', 'includegraphics', 'htmlClass', 'htmlData', 'htmlId', 'htmlStyle'],
  ],
  ['a formula prints nothing', ['message', 'errmessage', 'show']],
  ['a formula holds nothing verbatim', ['verb', 'char']],
];

const unknownCommand = 'it has a command that does not exist';

const whyRefused: ReadonlyMap<string, string> = new Map(
  refused.flatMap(([why, commands]) => commands.map((command) => [command, why] as const)),
);

/** The first command that formulas may not hold. Passes over comments and escaped characters as TeX does. */
export function refusedCommand(tex: string): { readonly why: string; readonly at: number } | undefined {
  for (const { 1: command, index } of tex.matchAll(/\\([a-zA-Z@]+)|\\[^]|%[^\n]*/g)) {
    if (command === undefined) continue;
    // KaTeX's own: one of them shows this to those who see and that to those who listen.
    const why = command.includes('@') ? unknownCommand : whyRefused.get(command);
    if (why !== undefined) return { why, at: index };
  }
  return undefined;
}

/** What the typesetter says, in our words: its own hold the formula. The first that fits. */
const sentences: readonly (readonly [said: RegExp, why: string])[] = [
  [/^Undefined control sequence/, unknownCommand],
  [/^No such environment/, 'it has an environment that does not exist'],
  [/^Too many expansions/, 'its commands come to too much'],
  [/^Double (?:super|sub)script/, 'something has two superscripts or two subscripts'],
  [/^Expected 'EOF'|^Extra }|^Mismatch/, 'something is closed that was not opened'],
  [
    /'EOF'|^Unexpected end of input|^Expected (?:&|\\\\) or /,
    'something is opened and never closed, or left without its argument',
  ],
  [/ in (?:text|math) mode$|valid only within|works only in/, 'a command stands where it cannot'],
  [
    /^Invalid|^Expected|^Got |^Missing|argument|^Unknown/,
    'a command lacks its argument, or has one that it cannot use',
  ],
  [/^Unexpected character/, 'it has a character that formulas cannot hold'],
];

export const whyOf = (said: string): string =>
  sentences.find(([pattern]) => pattern.test(said))?.[1] ?? 'it cannot be read as TeX';
