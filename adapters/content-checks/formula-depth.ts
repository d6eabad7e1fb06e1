/** What begins a group, and what ends one; an end that fits no beginning ends the whole reading in any case. */
const opens = new Set(['{', String.raw`\left`, String.raw`\begin`, String.raw`\bgroup`, String.raw`\begingroup`]);
const closes = new Set(['}', String.raw`\right`, String.raw`\end`, String.raw`\egroup`, String.raw`\endgroup`]);

/** What holds until its group ends, and so holds all that follows in it. */
const switches = new Set(
  (
    'color rm sf tt bf it cal displaystyle textstyle scriptstyle scriptscriptstyle ' +
    'tiny sixptsize scriptsize footnotesize small normalsize large Large LARGE huge Huge'
  )
    .split(' ')
    .map((name) => `\\${name}`),
);

const tokens = /\\[a-zA-Z@]+|\\[^]|%[^\n]*|[{}&]/g;

/** Where in `tex` more than `deepest` groups and switches stand within each other; `undefined` when they never do. */
export function tooDeepAt(tex: string, deepest: number): number | undefined {
  const depths: number[] = [];
  let depth = 0;
  for (const { 0: token, index } of tex.matchAll(tokens)) {
    if (opens.has(token)) {
      depths.push(depth);
      depth += 1;
    } else if (closes.has(token)) depth = depths.pop() ?? 0;
    // The end of a table's cell ends what holds in it.
    else if (token === '&') depth = (depths.at(-1) ?? -1) + 1;
    else if (switches.has(token)) depth += 1;
    if (depth > deepest) return index;
  }
  return undefined;
}
