import type { ReactElement } from 'react';

/** What one was notified of, behind a bell that counts. */
export const Bell = (): ReactElement | null => null;
