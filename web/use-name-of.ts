import { useCallback } from 'react';
import { useNames } from '../client/react/index.ts';
import { nameIn } from './people.ts';
import type { NameOf } from './people.ts';

/** Names for user ids that came without one, as far as the client came to know them. */
export const useNameOf = (): NameOf => {
  const names = useNames();
  return useCallback((userId) => nameIn(names, userId), [names]);
};
