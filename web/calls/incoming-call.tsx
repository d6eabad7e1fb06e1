import type { ReactElement } from 'react';

/** Who rings, wherever one is in the app; nothing while nobody does. */
export const IncomingCall = (): ReactElement | null => null;
