import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const source = readFile(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    readonly axe?: { run(context: Document, options: object): Promise<{ readonly violations: readonly Violation[] }> };
  }
}

const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What a screen reader, a keyboard or weak eyes would stumble over, a line each: by axe-core, https://www.deque.com/axe */
export const stumblingBlocks = async (page: Page): Promise<string[]> => {
  // Evaluated rather than added as a script, which the page's own security policy refuses.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source);
  await settled(page);
  const violations = await page.evaluate(
    async (run) =>
      (await window.axe?.run(document, run))?.violations.map(({ id, help, nodes }) => ({ id, help, nodes })),
    options,
  );
  if (violations === undefined) throw new Error('unable to look for stumbling blocks; axe did not start');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} (${help}): ${target.join(' ')} — ${failureSummary}`),
  );
};

/** Colours are measured when they are what they are going to be. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const finite = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.all(finite.map((animation) => animation.finished.catch(() => undefined)));
  });

/** Controls that are smaller than 24 by 24 CSS px and have no room around them either: WCAG 2.2, 2.5.8. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const selector = 'a[href], button, input, select, textarea, [role="tab"], [role="menuitem"], [tabindex="0"]';
    const all = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) =>
        element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && element.clientWidth > 1,
    );
    const boxOf = (element: HTMLElement): DOMRect => {
      // A press on the label is a press on what it labels.
      const label = element instanceof HTMLInputElement ? element.closest('label') : null;
      return (label ?? element).getBoundingClientRect();
    };
    const isInText = (element: HTMLElement): boolean =>
      element.matches('a, button.link') &&
      getComputedStyle(element).display.startsWith('inline') &&
      element.closest('p') !== null;
    return all
      .filter((element) => {
        const { width, height } = boxOf(element);
        return (width < 24 || height < 24) && !isInText(element);
      })
      .map((element) => {
        const { width, height } = boxOf(element);
        return `${element.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`;
      });
  });

/** Elements that make the page wider than the window. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const tooWide = document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth;
    const outside = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
      // What scrolls in a place of its own, as code does, is where it belongs.
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        if (parent !== document.body && getComputedStyle(parent).overflowX !== 'visible') return false;
      }
      return true;
    });
    return [...(tooWide ? ['the page scrolls sideways'] : []), ...outside.map((each) => each.outerHTML.slice(0, 100))];
  });
