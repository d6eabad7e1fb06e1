import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * For a list whose rows come and go: whoever pressed a button that is gone is in the list then, rather than nowhere.
 *
 * @returns a ref for the list's element, which takes a `tabIndex` of -1.
 */
export const useKeptFocus = <T extends HTMLElement>(items: unknown): RefObject<T | null> => {
  const box = useRef<T>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, [items]);
  return box;
};
