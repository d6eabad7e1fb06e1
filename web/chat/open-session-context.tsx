import { createContext, useContext } from 'react';
import type { OpenSession } from './open-session.ts';

const Held = createContext<OpenSession | undefined>(undefined);

export const OpenSessionProvider = Held.Provider;

/** The session whose chat this component is in. @throws outside of one: a fault of the program. */
export const useOpenSession = (): OpenSession => {
  const open = useContext(Held);
  if (open === undefined) throw new Error('unable to find the open session; this component is outside of a chat');
  return open;
};
