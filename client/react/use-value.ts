import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { State } from '../core/index.ts';

/** What a state of the client holds, now and whenever it changes. */
export const useValue = <T>(state: State<T>): T => useSyncExternalStore(state.subscribe, state.get, state.get);

/**
 * A part of what a state holds. The component renders again only when the part changes, as `isEqual` sees it.
 *
 * @param select a pure function; it may be a new one each time.
 */
export const useSelector = <T, Part>(
  state: State<T>,
  select: (value: T) => Part,
  isEqual: (one: Part, other: Part) => boolean = Object.is,
): Part => {
  const last = useRef<{ readonly part: Part } | undefined>(undefined);
  const get = useCallback((): Part => {
    const part = select(state.get());
    const held = last.current;
    if (held !== undefined && isEqual(held.part, part)) return held.part;
    last.current = { part };
    return part;
  }, [state, select, isEqual]);
  return useSyncExternalStore(state.subscribe, get, get);
};
