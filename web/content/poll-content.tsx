import { useRef, useState } from 'react';
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
  const votes = useSelector(feed.session, ({ myPermissions }) => myPermissions.includes('POST'));
  const isOpen = useSelector(feed.session, ({ status }) => status === 'ACTIVE');
  const { id } = row;
  const isOver = poll.closedAt !== null || (poll.closesAt !== null && Date.parse(poll.closesAt) <= Date.now());
  const facts = [
    counted(poll.voterCount, 'voter'),
    poll.isMultiple ? 'several answers' : '',
    poll.isAnonymous ? 'anonymous' : '',
    isOver ? 'closed' : poll.closesAt === null ? '' : `until ${fullTimeOf(Date.parse(poll.closesAt))}`,
  ];
  const { chosen, choose } = useChoice(mark.votes, async (options) => {
    if (id !== undefined) await attempt(() => feed.actions.vote(id, options));
  });
  const vote = (option: number): void => {
    const others = chosen.filter((held) => held !== option);
    choose(chosen.includes(option) ? others : poll.isMultiple ? [...chosen, option] : [option]);
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
              aria-pressed={chosen.includes(option.id)}
              disabled={isOver || !votes || id === undefined}
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
      {id !== undefined && !isOver && isOpen && (row.own || moderates) && (
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

interface Choice {
  readonly chosen: readonly number[];
  readonly choose: (options: readonly number[]) => void;
}

/**
 * What is chosen, at once. A vote takes the place of the one before, so that each builds on what was chosen last, and they
 * are sent one after the other; when the last was answered, it is what the server has.
 */
const useChoice = (held: readonly number[], send: (options: readonly number[]) => Promise<void>): Choice => {
  const [wanted, setWanted] = useState<readonly number[] | undefined>(undefined);
  const last = useRef<Promise<void>>(Promise.resolve());
  const choose = (options: readonly number[]): void => {
    setWanted(options);
    const sent = last.current.then(() => send(options));
    last.current = sent;
    void sent.then(() => {
      if (last.current === sent) setWanted(undefined);
    });
  };
  return { chosen: wanted ?? held, choose };
};
