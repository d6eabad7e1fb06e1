import { useEffect } from 'react';
import { stretchesOf } from './folding.ts';

const name = 'found';

/**
 * Marks words in the messages that are on the page, as long as the component is there. Nothing is changed in the page
 * itself, so that whoever draws the messages does not notice: https://drafts.csswg.org/css-highlight-api-1/
 */
export const useHighlights = (words: readonly string[]): void => {
  const asked = words.join(' ');
  useEffect(() => {
    const scroller = document.querySelector('.chat .scroller');
    if (scroller === null || asked === '' || !('highlights' in CSS)) return undefined;
    let waiting = 0;
    const mark = (): void => {
      const ranges = [...scroller.querySelectorAll('.bubble')].flatMap((bubble) => rangesIn(bubble, asked.split(' ')));
      CSS.highlights.set(name, new Highlight(...ranges));
    };
    const soon = (): void => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(mark);
    };
    const watching = new MutationObserver(soon);
    watching.observe(scroller, { childList: true, subtree: true, characterData: true });
    mark();
    return () => {
      watching.disconnect();
      cancelAnimationFrame(waiting);
      CSS.highlights.delete(name);
    };
  }, [asked]);
};

const rangesIn = (element: Element, words: readonly string[]): Range[] => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const [from, to] of stretchesOf(node.nodeValue ?? '', words)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  return ranges;
};
