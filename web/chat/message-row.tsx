import { memo, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { FeedRow, Mark } from '../../client/core/index.ts';
import { useSelector } from '../../client/react/index.ts';
import { MessageContent } from '../content/message-content.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { MenuButton } from '../parts/menu.tsx';
import { authorOf } from './author.ts';
import { MessageFoot } from './message-foot.tsx';
import { useOpenSession } from './open-session-context.tsx';
import { Quote } from './quote.tsx';
import { Reactions } from './reactions.tsx';
import { SendFailure } from './send-failure.tsx';
import { ThreadLink } from './thread-link.tsx';
import { useMessageMenu } from './use-message-menu.ts';
import { useNameOf } from '../use-name-of.ts';

export interface MessageRowProps {
  readonly row: FeedRow;
  /** First and last of a run by the same author. */
  readonly first: boolean;
  readonly last: boolean;
  /** The one message that Tab comes to; arrow keys move on from it. */
  readonly isCurrent: boolean;
  /** It was jumped to a moment ago. */
  readonly isFound?: boolean;
}

const noMark: Mark = { reactions: [], votes: [] };

/** One message. Its element lives as long as the message is shown, through sending, acknowledgement and changes. */
export const MessageRow = memo(({ row, first, last, isCurrent, isFound = false }: MessageRowProps): ReactElement => {
  const nameOf = useNameOf();
  const { feed } = useOpenSession();
  const { items, toggle } = useMessageMenu(row);
  const mark = useSelector(feed.marks.state, (marks) => marks.get(row.id ?? '') ?? noMark);
  const { own, id } = row;
  const name = authorOf(row, nameOf);
  const canAct = id !== undefined && !row.isDeleted;
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <li
      className="message"
      data-key={row.key}
      data-id={id}
      data-own={own ? '' : undefined}
      data-first={first ? '' : undefined}
      data-last={last ? '' : undefined}
      data-progress={row.progress.state}
      data-kind={row.kind}
      data-deleted={row.isDeleted ? '' : undefined}
      data-found={isFound ? '' : undefined}
      tabIndex={tabIndex}
      onKeyDown={openMenu}
    >
      {!own && <Avatar id={row.senderId} name={name} />}
      <div className="message-body">
        <span className="author" dir="auto">
          {own ? 'You' : name}
        </span>
        {row.quote !== null && <Quote quote={row.quote} tabIndex={tabIndex} />}
        <div className="bubble-line">
          <Bubble row={row} mark={mark} tabIndex={tabIndex} />
          {canAct && (
            <MenuButton
              menuLabel="What to do"
              label={`Actions for the message of ${own ? 'you' : name}`}
              className="icon-button message-more"
              tabIndex={tabIndex}
              items={items}
            >
              <Icon name="more" />
            </MenuButton>
          )}
        </div>
        <Reactions reactions={row.reactions} mark={mark} tabIndex={tabIndex} onToggle={toggle} />
        {row.thread !== null && <ThreadLink thread={row.thread} tabIndex={tabIndex} />}
        <MessageFoot row={row} />
        <SendFailure row={row} />
      </div>
    </li>
  );
});
MessageRow.displayName = 'MessageRow';

/** Enter on a message is the same as its button. */
const openMenu = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
  const button = event.currentTarget.querySelector<HTMLElement>('.message-more');
  if (button === null) return;
  event.preventDefault();
  button.click();
};

/** A text longer than this is shown in part: it would push everything else away. */
const mostLetters = 1_800;
const mostLines = 24;

const isLong = ({ kind, text, isDeleted }: FeedRow): boolean =>
  kind === 'TEXT' && !isDeleted && (text.length > mostLetters || text.split('\n').length > mostLines);

interface BubbleProps {
  readonly row: FeedRow;
  readonly mark: Mark;
  readonly tabIndex: number;
}

const Bubble = ({ row, mark, tabIndex }: BubbleProps): ReactElement => {
  const [isWhole, setWhole] = useState(false);
  const canFold = isLong(row);
  const isFolded = canFold && !isWhole;
  return (
    <div className="bubble-place">
      <div className="bubble" dir="auto" data-folded={isFolded ? '' : undefined}>
        <MessageContent row={row} mark={mark} />
      </div>
      {canFold && (
        <button
          type="button"
          className="link fold"
          aria-expanded={isWhole}
          tabIndex={tabIndex}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show less' : 'Show more'}
        </button>
      )}
    </div>
  );
};
