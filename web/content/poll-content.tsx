import { useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow, Mark, PollContent } from '../../client/core/index.ts';
import { useSelector } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { fullTimeOf } from '../dates.ts';
import { lazily } from '../parts/lazily.tsx';
import { useToast } from '../parts/toast.tsx';
import { counted } from './words.ts';

const VotersDialog = lazily(async () => (await import('./voters-dialog.tsx')).VotersDialog);

export interface PollViewProps {
  readonly row: FeedRow;
  readonly poll: PollContent;
  readonly mark: Mark;
}

/** A question, what can be answered and how many did, exactly. */
export const PollView = ({ row, poll, mark }: PollViewProps): ReactElement => {
  const { feed } = useOpenSession();
  const { attempt } = useToast();
  const [showsVoters, setShowsVoters] = useState(false);
  const moderates = useSelector(feed.session, ({ myPermissions }) => myPermissions.includes('MODERATE_MESSAGES'));
  const { id } = row;
  const isOver = poll.closedAt !== null || (poll.closesAt !== null && Date.parse(poll.closesAt) <= Date.now());
  const facts = [
    counted(poll.voterCount, 'voter'),
    poll.isMultiple ? 'several answers' : '',
    poll.isAnonymous ? 'anonymous' : '',
    isOver ? 'closed' : poll.closesAt === null ? '' : `until ${fullTimeOf(Date.parse(poll.closesAt))}`,
  ];
  const vote = (option: number): void => {
    if (id === undefined) return;
    const isChosen = mark.votes.includes(option);
    const others = mark.votes.filter((held) => held !== option);
    const next = isChosen ? others : poll.isMultiple ? [...mark.votes, option] : [option];
    void attempt(() => feed.actions.vote(id, next));
  };
  return (
    <>
      <p className="question" dir="auto">
        {poll.question}
      </p>
      <ul className="options" role="list">
        {poll.options.map((option) => (
          <li key={option.id}>
            <button
              type="button"
              className="option"
              aria-pressed={mark.votes.includes(option.id)}
              disabled={isOver || id === undefined}
              onClick={() => vote(option.id)}
            >
              <span className="option-text" dir="auto">
                {option.text}
              </span>
              <span className="option-votes">{counted(option.votes, 'vote')}</span>
            </button>
            <progress max={1} value={poll.voterCount === 0 ? 0 : option.votes / poll.voterCount} aria-hidden="true" />
          </li>
        ))}
      </ul>
      <small className="caption">{facts.filter((fact) => fact !== '').join(' · ')}</small>
      {id !== undefined && !poll.isAnonymous && poll.voterCount > 0 && (
        <button type="button" className="link" onClick={() => setShowsVoters(true)}>
          Who voted
        </button>
      )}
      {id !== undefined && !isOver && (row.own || moderates) && (
        <button type="button" className="link" onClick={() => void attempt(() => feed.actions.closePoll(id))}>
          Close the poll
        </button>
      )}
      {showsVoters && id !== undefined && (
        <VotersDialog messageId={id} poll={poll} onClose={() => setShowsVoters(false)} />
      )}
    </>
  );
};
