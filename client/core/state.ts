/** A value that changes: plugs into `useSyncExternalStore` and its like. Values are immutable; a new one is a new object. */
export interface State<T> {
  readonly get: () => T;
  /** Calls `listener` after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface WritableState<T> extends State<T> {
  readonly set: (value: T) => void;
}

/** Setting the same object again tells nobody. */
export const createState = <T>(initial: T): WritableState<T> => {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    subscribe(listener) {
      // One listener may be added twice and must then be removed twice.
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
  };
};
