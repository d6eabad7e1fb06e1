import { useSyncExternalStore } from 'react';

const seconds = (): number => Math.floor(Date.now() / 1_000);
const subscribe = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, 500);
  return () => clearInterval(timer);
};

/** Now, in epoch milliseconds, by the second. */
export const useNow = (): number => useSyncExternalStore(subscribe, seconds) * 1_000;
