import type { Result } from '../../shared/result.ts';
import { refused } from '../../shared/result.ts';
import { readOnly } from '../../vocabulary/permissions.ts';
import type { Act, Change, Decision } from '../decision.ts';
import { allowedActor, changed, nothing } from '../decision.ts';
import type { ChatSessionState } from '../state.ts';

/** Keeps a session for reading. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly` for what is blocked. */
export const archive: Decision = (state, act) => onceAllowed(state, act, archived);

/** Takes entries again. Refused as `archive`. */
export const unarchive: Decision = (state, act) => onceAllowed(state, act, unarchived);

/** Keeps a session for reading, on nobody's authority; what is blocked stays blocked. */
export const archived = ({ status }: ChatSessionState): Result<Change | null> =>
  status === 'ACTIVE'
    ? changed({ becomes: { status: 'ARCHIVED' }, tells: { event: 'SESSION_ARCHIVED' }, revokes: true })
    : nothing;

/** Takes entries again, on nobody's authority; what is blocked stays blocked. */
export const unarchived = ({ status }: ChatSessionState): Result<Change | null> =>
  status === 'ARCHIVED' ? changed({ becomes: { status: 'ACTIVE' }, tells: { event: 'SESSION_UNARCHIVED' } }) : nothing;

function onceAllowed(
  state: ChatSessionState,
  act: Act,
  become: (state: ChatSessionState) => Result<Change | null>,
): Result<Change | null> {
  const actor = allowedActor(state, act, 'ARCHIVE');
  if (!actor.ok) return actor;
  return state.status === 'BLOCKED' ? refused(readOnly) : become(state);
}
