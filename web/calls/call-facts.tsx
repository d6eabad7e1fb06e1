import type { ReactElement } from 'react';
import type { CallState } from '../../client/core/index.ts';
import { HiddenText } from '../parts/hidden-text.tsx';
import { useNow } from './use-now.ts';
import { clockOf, qualityWords } from './words.ts';

/** How long the call has been going, and how well. */
export const CallFacts = ({ state }: { readonly state: CallState }): ReactElement => {
  const { startedAt, media, quality, phase, recording, members } = state;
  const now = useNow();
  const trouble =
    media === 'reconnecting'
      ? 'Reconnecting…'
      : media === 'failed'
        ? 'No connection'
        : media === 'connecting' && members.length > 1
          ? 'Connecting…'
          : undefined;
  return (
    <div className="call-facts">
      {startedAt !== undefined && phase === 'live' && (
        <time className="call-time" aria-label="How long the call has been going">
          {clockOf((now - startedAt) / 1_000)}
        </time>
      )}
      {quality !== 'unknown' && (
        <span className="call-quality" data-quality={quality} title={qualityWords[quality]}>
          <i />
          <i />
          <i />
          <HiddenText>{qualityWords[quality]}</HiddenText>
        </span>
      )}
      {recording !== undefined && <span className="call-recorded">Recording</span>}
      <span className="call-trouble" role="status">
        {trouble}
      </span>
    </div>
  );
};
