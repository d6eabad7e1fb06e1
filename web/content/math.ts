import katex from 'katex';
import { styleSheet } from '../parts/later-styles.ts';

/** In em: nobody covers the page with a rule that is a mile long. */
const greatestSize = 30;

/** Sets TeX into `element`. Answers false, and leaves it empty, where the TeX is wrong. */
export const setFormula = (element: HTMLElement, tex: string): boolean => {
  void styleSheet('formulas');
  try {
    katex.render(tex, element, {
      displayMode: true,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: greatestSize,
    });
    return true;
  } catch {
    element.replaceChildren();
    return false;
  }
};
