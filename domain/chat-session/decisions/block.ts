import type { Decision } from '../decision.ts';
import { changed, nothing } from '../decision.ts';

/** Closes a session, on an operator's word. */
export const block: Decision = ({ status }) =>
  status === 'BLOCKED'
    ? nothing
    : changed({ becomes: { status: 'BLOCKED' }, tells: { event: 'SESSION_BLOCKED' }, revokes: true });

/** Opens a blocked session again, on an operator's word. */
export const unblock: Decision = ({ status }) =>
  status === 'BLOCKED' ? changed({ becomes: { status: 'ACTIVE' }, tells: { event: 'SESSION_UNBLOCKED' } }) : nothing;
