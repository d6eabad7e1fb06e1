/** A part of a text: code between fences, or what is around it. */
export type Fenced =
  | { readonly kind: 'prose'; readonly text: string }
  /** `language` as it was typed after the fence; empty where none was. */
  | { readonly kind: 'code'; readonly language: string; readonly source: string };

const opening = /^ {0,3}(`{3,})[ \t]*([^`\s]*)[^`]*$/;

/**
 * Takes the code between lines of three backquotes or more out of a text. One that is not closed goes on to the end.
 *
 * Done before the rest is read, so that however much code there is costs the reading of the rest nothing.
 */
export const splitFences = (text: string): readonly Fenced[] => {
  const parts: Fenced[] = [];
  let prose: string[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  const endProse = (): void => {
    const between = prose.join('\n');
    if (between.trim() !== '') parts.push({ kind: 'prose', text: between });
    prose = [];
  };
  const endCode = (): void => {
    if (open !== undefined) parts.push({ kind: 'code', language: open.language, source: open.lines.join('\n') });
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    if (open !== undefined) {
      const bare = line.trim();
      if (bare.startsWith(open.fence) && /^`+$/.test(bare)) endCode();
      else open.lines.push(line);
      continue;
    }
    const [, fence, language = ''] = opening.exec(line) ?? [];
    if (fence === undefined) {
      prose.push(line);
      continue;
    }
    endProse();
    open = { fence, language, lines: [] };
  }
  endProse();
  endCode();
  return parts;
};
