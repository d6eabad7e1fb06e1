import type { ReactElement } from 'react';
import type { Presence } from '../../client/core/index.ts';
import { HiddenText } from './hidden-text.tsx';

const words = { ONLINE: 'online', AWAY: 'away', BUSY: 'busy', IN_CALL: 'in a call', OFFLINE: 'offline' } as const;

export const presenceWord = (presence: Presence): string =>
  presence.note === null ? words[presence.status] : `${words[presence.status]} · ${presence.note}`;

/** A dot for whoever is there, with a word for whoever does not see it. */
export const PresenceDot = ({ presence }: { readonly presence: Presence | undefined }): ReactElement | null =>
  presence === undefined || presence.status === 'OFFLINE' ? null : (
    <span className="presence" data-status={presence.status} title={presenceWord(presence)}>
      <HiddenText>{` (${presenceWord(presence)})`}</HiddenText>
    </span>
  );
