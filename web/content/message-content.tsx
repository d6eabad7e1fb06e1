import type { ReactElement } from 'react';
import type { FeedRow, Mark } from '../../client/core/index.ts';
import { AttachmentContent } from './attachment-content.tsx';
import { CodeContent } from './code-content.tsx';
import { FormulaContent } from './formula-content.tsx';
import { LocationContent } from './location-content.tsx';
import { PollView } from './poll-content.tsx';
import { TextContent } from './text-content.tsx';

export interface MessageContentProps {
  readonly row: FeedRow;
  /** What this user left on it. */
  readonly mark: Mark;
}

/** What a message holds, by kind. Everything that was typed is text. */
export const MessageContent = ({ row, mark }: MessageContentProps): ReactElement => {
  const { content, mentions } = row;
  if (row.isDeleted || content === null) return <em className="gone">This message was deleted</em>;
  const { code, formula, poll, location, attachment } = content;
  if (code !== null) return <CodeContent code={code} />;
  if (formula !== null) return <FormulaContent tex={formula.tex} />;
  if (poll !== null) return <PollView row={row} poll={poll} mark={mark} />;
  if (location !== null) return <LocationContent location={location} />;
  const text = content.text ?? '';
  if (attachment !== null) {
    return (
      <>
        <AttachmentContent attachment={attachment} />
        {text !== '' && (
          <div className="file-caption" dir="auto">
            <TextContent text={text} mentions={mentions} />
          </div>
        )}
      </>
    );
  }
  if (text === '')
    return <em className="gone">{row.kind === 'SYSTEM' ? 'Something happened here' : 'Nothing to show'}</em>;
  return (
    <>
      <TextContent text={text} mentions={mentions} />
      {row.kind === 'AI_RESPONSE' && <small className="caption">Written by the assistant</small>}
    </>
  );
};
