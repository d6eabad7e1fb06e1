import type { ReactElement } from 'react';

/** Begins a call, or comes into the one that is on; for the heading of a session. */
export const CallButtons = (): ReactElement | null => null;
