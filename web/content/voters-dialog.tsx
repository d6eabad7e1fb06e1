import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { PollContent, SessionFeed } from '../../client/core/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { sentenceOf } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';
import { counted } from './words.ts';

type Vote = Awaited<ReturnType<SessionFeed['actions']['pollVotes']>>['items'][number];

type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly votes: readonly Vote[]; readonly after: string | undefined };

export interface VotersDialogProps {
  readonly messageId: string;
  readonly poll: PollContent;
  readonly onClose: () => void;
}

/** Who voted for what, option by option. */
export const VotersDialog = ({ messageId, poll, onClose }: VotersDialogProps): ReactElement => {
  const nameOf = useNameOf();
  const { feed } = useOpenSession();
  const [shown, setShown] = useState<Shown>({ kind: 'loading' });
  useEffect(() => {
    let isGone = false;
    const show = (next: Shown): void => {
      if (!isGone) setShown(next);
    };
    feed.actions.pollVotes(messageId).then(
      ({ items, endCursor, hasNextPage }) =>
        show({ kind: 'ready', votes: items, after: hasNextPage ? (endCursor ?? undefined) : undefined }),
      (cause: unknown) => show({ kind: 'failed', why: sentenceOf(cause) }),
    );
    return () => {
      isGone = true;
    };
  }, [feed, messageId]);
  const more = async (votes: readonly Vote[], after: string): Promise<void> => {
    try {
      const { items, endCursor, hasNextPage } = await feed.actions.pollVotes(messageId, after);
      setShown({
        kind: 'ready',
        votes: [...votes, ...items],
        after: hasNextPage ? (endCursor ?? undefined) : undefined,
      });
    } catch (cause) {
      setShown({ kind: 'failed', why: sentenceOf(cause) });
    }
  };
  return (
    <Dialog title="Who voted" onClose={onClose}>
      {shown.kind === 'loading' && <Notice kind="loading" title="One moment" />}
      {shown.kind === 'failed' && <Notice kind="error" title="The votes cannot be shown" text={shown.why} />}
      {shown.kind === 'ready' &&
        poll.options.map(({ id, text }) => {
          const voters = shown.votes.filter(({ optionIds }) => optionIds.includes(id));
          return (
            <section key={id} className="voters">
              <h3 dir="auto">{text}</h3>
              <p className="muted">{counted(voters.length, 'vote')}</p>
              <p>{voters.map(({ userId }) => nameOf(userId)).join(', ')}</p>
            </section>
          );
        })}
      {shown.kind === 'ready' && shown.after !== undefined && (
        <button type="button" className="quiet" onClick={() => void more(shown.votes, shown.after ?? '')}>
          Show more
        </button>
      )}
    </Dialog>
  );
};
