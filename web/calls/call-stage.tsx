import type { ReactElement } from 'react';

/** The call of the open session that this user is in, above its messages; nothing without one. */
export const CallStage = (): ReactElement | null => null;
