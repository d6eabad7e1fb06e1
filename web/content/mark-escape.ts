import type { Options } from 'mdast-util-from-markdown';

type Extension = Exclude<NonNullable<Options['extensions']>[number], readonly unknown[]>;

const backslash = 92;
const escaped = new Set(Array.from('*_~`>#-', (mark) => mark.codePointAt(0)));

/**
 * A backslash before a mark makes it a character. Before anything else it is one itself, other than in CommonMark: TeX has
 * one before brackets, and paths of Windows before anything.
 */
export const markEscape: Extension = {
  text: {
    [backslash]: {
      name: 'markEscape',
      tokenize(effects, ok, nok) {
        return (code) => {
          effects.enter('characterEscape');
          effects.enter('escapeMarker');
          effects.consume(code);
          effects.exit('escapeMarker');
          return (next) => {
            if (next === null || !escaped.has(next)) return nok(next);
            effects.enter('characterEscapeValue');
            effects.consume(next);
            effects.exit('characterEscapeValue');
            effects.exit('characterEscape');
            return ok;
          };
        };
      },
    },
  },
};
