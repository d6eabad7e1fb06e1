import katex from 'katex';

/** Where the build put the style sheet of formulas, which nobody fetches who sees none. */
const styleSheet = (): string | undefined =>
  document.querySelector('meta[name="parley-formulas"]')?.getAttribute('content') ?? undefined;

const linked = 'parley-formulas-style';

const needStyles = (): void => {
  const href = styleSheet();
  if (href === undefined || document.getElementById(linked) !== null) return;
  const link = document.createElement('link');
  link.id = linked;
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
};

/** In em: nobody covers the page with a rule that is a mile long. */
const greatestSize = 30;

/** Sets TeX into `element`. Answers false, and leaves it empty, where the TeX is wrong. */
export const setFormula = (element: HTMLElement, tex: string): boolean => {
  needStyles();
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
