import type { Presence } from '../../client/core/index.ts';
import { el, hiddenText } from '../dom.ts';

const words = { ONLINE: 'online', AWAY: 'away', BUSY: 'busy', IN_CALL: 'in a call', OFFLINE: 'offline' } as const;

export const presenceWord = (presence: Presence): string =>
  presence.note === null ? words[presence.status] : `${words[presence.status]} · ${presence.note}`;

/** A dot for whoever is there, with a word for whoever does not see it. */
export const presenceDot = (presence: Presence | undefined): HTMLElement | undefined =>
  presence === undefined || presence.status === 'OFFLINE'
    ? undefined
    : el(
        'span',
        { class: 'presence', 'data-status': presence.status, title: presenceWord(presence) },
        hiddenText(` (${presenceWord(presence)})`),
      );
