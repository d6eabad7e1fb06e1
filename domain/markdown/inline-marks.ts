/** From where to where something is left out, in UTF-16 code units. */
export type Gap = readonly [from: number, to: number];

/** So many stars, underscores or tildes in a row; those that were paired are no longer among them. */
interface Run {
  readonly mark: string;
  from: number;
  to: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** A bracket that may begin a link or a picture. */
interface Bracket {
  readonly from: number;
  readonly to: number;
  /** How many gaps and runs there were before it. */
  readonly gaps: number;
  readonly runs: number;
}

const escape = /\\[-*_~`>#]/;
const address = /https?:\/\/(?=[^\s\p{P}\p{S}])[^\s<]+|www\.[^\s<]+/u;
const tokens = new RegExp(`${escape.source}|\`+|!?\\[|\\]|\\*+|_+|~+|${address.source}`, 'giu');

const isSpace = (unit: string): boolean => unit === '' || /\s/.test(unit);
const isSign = (unit: string): boolean => /[\p{P}\p{S}]/u.test(unit);
/** Of scripts that put spaces between words, no mark begins or ends inside of one: 2*3*4 is a product. */
const isInWord = (unit: string): boolean => /[\p{N}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(unit);

/** Where runs of backquotes begin, by how many there are: what a piece of code ends with is as long as what it begins with. */
const backquotesIn = (text: string): Map<number, number[]> => {
  const found = new Map<number, number[]>();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].reverse()) {
    const of = found.get(run.length);
    if (of === undefined) found.set(run.length, [index]);
    else of.push(index);
  }
  return found;
};

/**
 * The marks of a paragraph, as CommonMark pairs them, in one walk.
 *
 * @param isCut whether the text may have gone on: an address at its end then needs no bracket after it.
 */
export const inlineGaps = (text: string, isCut: boolean): readonly Gap[] => {
  const backquotes = backquotesIn(text);
  const gaps: Gap[] = [];
  const runs: Run[] = [];
  const brackets: Bracket[] = [];
  /** No link begins before the last one: links hold no links. */
  let linksFrom = 0;

  const code = (at: number, size: number): number => {
    const closings = backquotes.get(size) ?? [];
    while ((closings.at(-1) ?? text.length) < at + size) closings.pop();
    const closing = closings.at(-1);
    if (closing === undefined) return at + size;
    const inner = text.slice(at + size, closing);
    const padding = /^\s[^]*\s$/.test(inner) && inner.trim() !== '' ? 1 : 0;
    gaps.push([at, at + size + padding], [closing - padding, closing + size]);
    return closing + size;
  };

  const run = (at: number, size: number): void => {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + size)];
    const mark = text.charAt(at);
    if (mark === '~' && size !== 2) return;
    // Extensions have their signs count as letters beside the marks of CommonMark.
    const isTilde = (unit: string): boolean => mark !== '~' && unit === '~';
    const opens = !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before) || isTilde(after));
    const closes = !isSpace(before) && (!isSign(before) || isSpace(after) || isSign(after) || isTilde(before));
    const isBar = mark === '_';
    runs.push({
      mark,
      from: at,
      to: at + size,
      opens: opens && !(isBar && closes && !isSign(before)),
      closes: closes && !(isBar && opens && !isSign(after)),
    });
  };

  /** What a bracket closes. Answers where that ends. */
  const link = (at: number): number => {
    const bracket = brackets.pop();
    if (bracket === undefined) return at + 1;
    const isPicture = text.charAt(bracket.from) === '!';
    const found = isPicture || bracket.from >= linksFrom ? destinationAt(text, at + 1, isCut) : undefined;
    if (found === undefined) return at + 1;
    pair(text, runs.splice(bracket.runs), gaps);
    const words = text.slice(bracket.to, at);
    if (!isPicture) linksFrom = found.end;
    // The address of another place is not hidden behind words that are one.
    const isDisguised = !isPicture && words !== found.address && /https?:\/\//i.test(words);
    if (words === '' && isPicture && found.isFollowed) {
      gaps.push([bracket.from, found.from], [found.from + found.address.length, found.end]);
    } else if (words.trim() !== '' && found.isFollowed && !isDisguised) {
      gaps.push([bracket.from, bracket.to], [at, found.end]);
    } else {
      // Shown as it was typed, with all that is in it.
      gaps.length = bracket.gaps;
    }
    return found.end;
  };

  for (let at = 0; ;) {
    tokens.lastIndex = at;
    const token = tokens.exec(text);
    if (token === null) break;
    const [found] = token;
    at = token.index;
    const mark = found.charAt(0);
    if (found === ']') at = link(at);
    else if (mark === '`') at = code(at, found.length);
    else {
      if (mark === '\\') gaps.push([at, at + 1]);
      else if (mark === '[' || mark === '!')
        brackets.push({ from: at, to: at + found.length, gaps: gaps.length, runs: runs.length });
      else if ('*_~'.includes(mark)) run(at, found.length);
      else {
        // Within brackets, which may be those of a link, there is none.
        at += brackets.length > 0 ? 1 : addressIn(found, text.charAt(at - 1));
        continue;
      }
      at += found.length;
    }
  }
  pair(text, runs, gaps);
  return gaps;
};

/** How much of what begins like an address is one: not what ends a sentence, nor the bracket of a link around it. */
const addressIn = (found: string, before: string): number => {
  if (/[a-z]/i.test(before) || (/^w/i.test(found) && /[^\s(*_[\]~]/.test(before))) return 1;
  const end = found.search(/\][([]/);
  const whole = end < 0 ? found : found.slice(0, end);
  let length = whole.length;
  while (length > 1 && `!"'*,.:;?_~)]`.includes(whole.charAt(length - 1))) length -= 1;
  return length;
};

interface Destination {
  readonly address: string;
  readonly from: number;
  readonly end: number;
  /** Whether it leads somewhere that the page lets people go to. */
  readonly isFollowed: boolean;
}

const destination =
  /\(\s*(?:<([^<>\n]*)>|((?:[^\s()<]|\([^\s()]*\))(?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/dy;
const cutDestination = /\((\S*)$/dy;
const followed = /^(?:https?|mailto):/i;

const destinationAt = (text: string, at: number, isCut: boolean): Destination | undefined => {
  destination.lastIndex = at;
  cutDestination.lastIndex = at;
  const whole = destination.exec(text);
  const found = whole ?? (isCut ? cutDestination.exec(text) : null);
  const [from, until] = found?.indices?.[1] ?? found?.indices?.[2] ?? [at, at];
  const end = at + (found?.[0].length ?? 0);
  const address = text.slice(from, until);
  const leads = followed.test(address);
  if (found === null || (whole === null && !leads)) return undefined;
  return { address, from, end, isFollowed: leads && (whole === null || URL.canParse(address)) };
};

/** Leaves out the runs that belong together. */
const pair = (text: string, runs: readonly Run[], gaps: Gap[]): void => {
  const open: Run[] = [];
  /** Before where nothing fits a closing run of a kind: looked through once. */
  const floors = new Map<string, number>();
  for (const run of runs) {
    while (run.closes && run.from < run.to) {
      const kind = `${run.mark}${run.opens}${(run.to - run.from) % 3}`;
      const floor = floors.get(kind) ?? 0;
      let at = open.length - 1;
      while (at >= 0 && (open[at]?.from ?? 0) >= floor && !fits(open[at], run)) at -= 1;
      const opening = open[at];
      if (opening === undefined || opening.from < floor) {
        floors.set(kind, run.from);
        break;
      }
      open.length = at + 1;
      const size = opening.to - opening.from > 1 && run.to - run.from > 1 ? 2 : 1;
      opening.to -= size;
      run.from += size;
      if (!isInWord(text.charAt(opening.to - 1)) && !isInWord(text.charAt(run.from))) {
        gaps.push([opening.to, opening.to + size], [run.from - size, run.from]);
      }
      if (opening.from === opening.to) open.pop();
    }
    if (run.opens && run.from < run.to) open.push(run);
  }
};

/** Runs that both open and close pair only where their lengths together are no multiple of three: CommonMark 0.31, 6.2. */
const fits = (opening: Run | undefined, closing: Run): boolean => {
  if (opening?.mark !== closing.mark) return false;
  const [first, last] = [opening.to - opening.from, closing.to - closing.from];
  return !((opening.closes || closing.opens) && last % 3 !== 0 && (first + last) % 3 === 0);
};
