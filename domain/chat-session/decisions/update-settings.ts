import { refused } from '../../shared/result.ts';
import type { Decision } from '../decision.ts';
import { allowedActorNow, badInput, changed, nothing } from '../decision.ts';
import type { SettingsWish } from '../settings.ts';
import { bearsOnSending, sameSettings, settingsWith } from '../settings.ts';

/** Changes rules of a session. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`. */
export const updateSettings =
  (wish: SettingsWish): Decision =>
  (state, act) => {
    const actor = allowedActorNow(state, act, 'CHANGE_SETTINGS');
    if (!actor.ok) return actor;
    const settings = settingsWith(state.kind, state.settings, wish);
    if (!settings.ok) return settings;
    if (sameSettings(state.settings, settings.value)) return nothing;
    const { maxMembers } = settings.value;
    if (maxMembers !== state.settings.maxMembers && maxMembers < state.memberCount) {
      return refused(badInput(`the session has ${state.memberCount} members already`, state.memberCount));
    }
    return changed({
      becomes: { settings: settings.value },
      tells: { event: 'SETTINGS_CHANGED' },
      revokes: bearsOnSending(state.settings, settings.value),
    });
  };
