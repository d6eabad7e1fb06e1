import { createContext, useContext } from 'react';
import type { Person } from '../people.ts';

const Me = createContext<Person | undefined>(undefined);

export const MeProvider = Me.Provider;

/** Who uses this tab. @throws outside of the signed-in part: a fault of the program. */
export const useMe = (): Person => {
  const me = useContext(Me);
  if (me === undefined) throw new Error('unable to tell who this is; nobody is signed in here');
  return me;
};
