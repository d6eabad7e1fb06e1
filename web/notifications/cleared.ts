import { useState } from 'react';

/**
 * Up to which entry the list was cleared in this browser. The server knows no clearing: what was seen is seen everywhere,
 * what was cleared is hidden here.
 */
export const useClearedUpTo = (userId: string): readonly [string | null, (id: string) => void] => {
  const key = `parley.cleared.${userId}`;
  const [upTo, setUpTo] = useState(() => localStorage.getItem(key));
  const clear = (id: string): void => {
    localStorage.setItem(key, id);
    setUpTo(id);
  };
  return [upTo, clear];
};
