import { refused } from '../../shared/result.ts';
import type { Appearance } from '../appearance.ts';
import { parseAppearance } from '../appearance.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, badInput, changed, nothing } from '../decision.ts';

/**
 * Changes name, description, pictures or tags.
 * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`.
 */
export const updateSession =
  (wish: Appearance): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'EDIT_SESSION');
    if (!actor.ok) return actor;
    const shown = parseAppearance(state, wish);
    if (!shown.ok) return shown;
    const { name, description, avatarUrl, bannerUrl, tags } = shown.value;
    if (state.kind === 'PUBLIC' && name === null) return refused(badInput('a PUBLIC session needs a name'));
    const isSame =
      name === state.name &&
      description === state.description &&
      avatarUrl === state.avatarUrl &&
      bannerUrl === state.bannerUrl &&
      tags === state.tags;
    return isSame ? nothing : changed({ becomes: shown.value, tells: { event: 'SESSION_UPDATED' } });
  };
