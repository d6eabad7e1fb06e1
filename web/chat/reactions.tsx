import type { ReactElement } from 'react';
import type { FeedRow, Mark } from '../../client/core/index.ts';

export interface ReactionsProps {
  readonly reactions: FeedRow['reactions'];
  readonly mark: Mark;
  readonly tabIndex: number;
  readonly onToggle: (emoji: string) => void;
}

/** What was left on a message, and how often. */
export const Reactions = ({ reactions, mark, tabIndex, onToggle }: ReactionsProps): ReactElement | null =>
  reactions.length === 0 ? null : (
    <div className="reactions">
      {reactions.map(({ emoji, count }) => {
        const isMine = mark.reactions.includes(emoji);
        return (
          <button
            key={emoji}
            type="button"
            className="reaction"
            aria-pressed={isMine}
            aria-label={`${emoji}, ${count}${isMine ? ', yours among them' : ''}`}
            tabIndex={tabIndex}
            onClick={() => onToggle(emoji)}
          >
            {emoji}
            <span className="reaction-count">{count}</span>
          </button>
        );
      })}
    </div>
  );
