import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { ScrollKeeper } from './scroll-keeper.ts';

/** Keeps what is read in its place while `box`, or the `list` in it, changes its size. Undefined before the first layout. */
export const useKeeper = (
  box: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
): RefObject<ScrollKeeper | undefined> => {
  const keeper = useRef<ScrollKeeper>(undefined);
  useLayoutEffect(() => {
    if (box.current === null || list.current === null) return undefined;
    const made = new ScrollKeeper(box.current, list.current);
    keeper.current = made;
    const sizes = new ResizeObserver(() => made.changed());
    sizes.observe(box.current);
    sizes.observe(list.current);
    return () => sizes.disconnect();
  }, [box, list]);
  return keeper;
};
