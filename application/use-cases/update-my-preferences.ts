import { parsePreferences } from '../../domain/chat-session/preferences.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { OwnService } from '../ports/own-service.ts';
import type { Preferences } from '../ports/preferences.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

/** Changes what a member alone sees of a session. Refused: `SessionNotFound`, `BadInput`, `TryAgain`. */
export const updateMyPreferences =
  ({ preferences }: { readonly preferences: Preferences }): OwnService['updateMyPreferences'] =>
  ({ user, sessionId, ...wish }) =>
    refusedWhenBusy(async () => {
      const change = parsePreferences(wish);
      if (!change.ok) return change;
      const id = parseSessionId(sessionId);
      const changed = id && (await preferences.change(id, user, change.value));
      return changed === undefined ? refused(sessionNotFound) : done(changed);
    });
