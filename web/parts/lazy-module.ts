import { useEffect, useSyncExternalStore } from 'react';

/** A part of the program that is fetched when something first needs it, and is there at once from then on. */
export interface LazyModule<T> {
  readonly get: () => T | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** Fetches it. One that did not come is fetched anew the next time that it is needed. */
  readonly need: () => void;
}

export const lazyModule = <T>(load: () => Promise<T>): LazyModule<T> => {
  const listeners = new Set<() => void>();
  let held: T | undefined;
  let isLoading = false;
  return {
    get: () => held,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    need() {
      if (isLoading || held !== undefined) return;
      isLoading = true;
      void load().then(
        (module) => {
          held = module;
          for (const listener of [...listeners]) listener();
        },
        () => {
          isLoading = false;
        },
      );
    },
  };
};

/** The module, as soon as it is there; undefined until then. */
export const useLazyModule = <T>(module: LazyModule<T>): T | undefined => {
  const held = useSyncExternalStore(module.subscribe, module.get, module.get);
  useEffect(() => module.need(), [module]);
  return held;
};

/** What is never fetched, for where a part is not needed. */
export const notNeeded: LazyModule<never> = {
  get: () => undefined,
  subscribe: () => () => undefined,
  need: () => undefined,
};
