import { createContext, useContext } from 'react';
import type { Transport } from '../../client/core/index.ts';
import type { Person } from '../people.ts';

/** How somebody reaches the API; without live delivery, for what is done in one go. */
export type ReachAs = (person: Person) => { readonly transport: Transport; readonly close: () => void };

const Held = createContext<ReachAs | undefined>(undefined);

export const ApiProvider = Held.Provider;

/** @throws outside of the signed-in part: a fault of the program. */
export const useApi = (): ReachAs => {
  const api = useContext(Held);
  if (api === undefined) throw new Error('unable to reach the API; nobody is signed in here');
  return api;
};
