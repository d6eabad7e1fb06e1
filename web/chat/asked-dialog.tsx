import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { sentenceOf } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';
import type { Asked } from './chat-actions-context.ts';
import { useOpenSession } from './open-session-context.tsx';

export interface AskedDialogProps {
  readonly asked: Asked;
  readonly row: FeedRow;
  readonly onClose: () => void;
}

interface Line {
  readonly key: string;
  /** Whom it is about; none for what a message said. */
  readonly userId?: string;
  readonly text: string;
}

interface Found {
  readonly lines: readonly Line[];
  /** What follows the last line, where there is more. */
  readonly after?: string | undefined;
}

const titles: Readonly<Record<Asked, string>> = {
  reactors: 'Who reacted',
  readers: 'Who has read it',
  edits: 'Earlier versions',
  sender: 'Who wrote it',
};

const nothing: Readonly<Record<Asked, string>> = {
  reactors: 'Nobody reacted to it.',
  readers: 'Nobody has read it yet.',
  edits: 'It was never changed.',
  sender: 'Nobody is known to have written it.',
};

/** What the server knows about a message that the message does not show. */
export const AskedDialog = ({ asked, row, onClose }: AskedDialogProps): ReactElement => {
  const nameOf = useNameOf();
  const { found, failure, more } = useAnswer(asked, row);
  return (
    <Dialog title={titles[asked]} className="asked" onClose={onClose}>
      {failure !== undefined && <Notice kind="error" title="This cannot be shown" text={failure} />}
      {found === undefined && failure === undefined && <Notice kind="loading" title="Loading…" />}
      {found?.lines.length === 0 && <p className="muted asked-nothing">{nothing[asked]}</p>}
      {found !== undefined && found.lines.length > 0 && (
        <ul className="asked-lines" role="list">
          {found.lines.map(({ key, userId, text }) => (
            <li key={key}>
              {userId !== undefined && <Avatar id={userId} name={nameOf(userId)} />}
              <span className="asked-text">
                {userId !== undefined && <span className="person-name">{nameOf(userId)}</span>}
                <span dir="auto">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {found?.after !== undefined && (
        <button type="button" className="quiet" onClick={more}>
          Show more
        </button>
      )}
    </Dialog>
  );
};

interface Answer {
  readonly found: Found | undefined;
  readonly failure: string | undefined;
  readonly more: () => void;
}

const useAnswer = (asked: Asked, row: FeedRow): Answer => {
  const { feed } = useOpenSession();
  const [found, setFound] = useState<Found | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const { id = '', progress } = row;
  const seq = 'seq' in progress ? progress.seq : 0;
  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<Found> => {
      if (asked === 'readers') {
        return { lines: feed.receipts.readersOf(seq).map((userId) => ({ key: userId, userId, text: '' })) };
      }
      if (asked === 'reactors') {
        const { items, hasNextPage, endCursor } = await feed.actions.reactors(id, after);
        const lines = items.map(({ userId, emojis }) => ({ key: userId, userId, text: emojis.join(' ') }));
        return { lines, after: hasNextPage ? (endCursor ?? undefined) : undefined };
      }
      if (asked === 'sender') {
        const { senderId } = await feed.actions.resolveSender(id);
        return { lines: [{ key: senderId, userId: senderId, text: 'That you asked was recorded.' }] };
      }
      const edits = await feed.actions.editHistory(id);
      return {
        lines: edits.map(({ edition, content, replacedAt }) => ({
          key: String(edition),
          text: `${content.text ?? ''}\nuntil ${fullTimeOf(Date.parse(replacedAt))}`,
        })),
      };
    };
    ask().then(
      (next) => {
        if (!isWanted) return;
        setFound((before) => ({ ...next, lines: [...(before?.lines ?? []), ...next.lines] }));
      },
      (cause: unknown) => {
        if (isWanted) setFailure(sentenceOf(cause));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [feed, asked, id, seq, after]);
  return { found, failure, more: () => setAfter(found?.after) };
};
