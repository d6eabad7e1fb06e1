import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { CodeFrame, CopyButton } from './code-content.tsx';
import { blocksOf } from './markdown.ts';
import type { Block, Inline } from './markdown.ts';
import type { Mentionable } from './text-parts.ts';
import { TextRun } from './text-run.tsx';
import type { TextRunProps } from './text-run.tsx';

/** A text with its marks of Markdown set, as elements: nothing of it is ever read as HTML. */
export const MarkdownContent = ({ text, mentioned }: TextRunProps): ReactElement => {
  const blocks = useMemo(() => blocksOf(text), [text]);
  if (blocks === undefined) return <TextRun text={text} mentioned={mentioned} />;
  return <div className="markdown">{setBlocks(blocks, mentioned)}</div>;
};

const setBlocks = (blocks: readonly Block[], mentioned: readonly Mentionable[]): ReactNode =>
  blocks.map((block, at) => <SetBlock key={at} block={block} mentioned={mentioned} />);

interface SetBlockProps {
  readonly block: Block;
  readonly mentioned: readonly Mentionable[];
}

const SetBlock = ({ block, mentioned }: SetBlockProps): ReactElement => {
  switch (block.kind) {
    case 'paragraph':
      return <p>{setRuns(block.runs, mentioned)}</p>;
    case 'heading':
      // Bold rather than a heading: the outline of the page is not for those who write in it.
      return (
        <p>
          <strong>{setRuns(block.runs, mentioned)}</strong>
        </p>
      );
    case 'quote':
      return <blockquote>{setBlocks(block.blocks, mentioned)}</blockquote>;
    case 'list': {
      const items = block.items.map((blocks, at) => <li key={at}>{setBlocks(blocks, mentioned)}</li>);
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'rule':
      return <hr />;
    case 'code':
      return (
        <div className="markdown-code">
          <CodeFrame {...block} lineCount={block.source.split('\n').length} />
          <CopyButton text={block.source} label="Copy the code" />
        </div>
      );
  }
};

const setRuns = (runs: readonly Inline[], mentioned: readonly Mentionable[], isInLink = false): ReactNode =>
  runs.map((run, at) => {
    switch (run.kind) {
      case 'text':
        return isInLink ? run.text : <TextRun key={at} text={run.text} mentioned={mentioned} />;
      case 'code':
        return (
          <code key={at} dir="ltr">
            {run.text}
          </code>
        );
      case 'strong':
        return <strong key={at}>{setRuns(run.runs, mentioned, isInLink)}</strong>;
      case 'emphasis':
        return <em key={at}>{setRuns(run.runs, mentioned, isInLink)}</em>;
      case 'deleted':
        return <del key={at}>{setRuns(run.runs, mentioned, isInLink)}</del>;
      case 'link':
        return (
          <a key={at} href={run.href} title={run.href} target="_blank" rel="noopener noreferrer nofollow">
            {setRuns(run.runs, mentioned, true)}
          </a>
        );
    }
  });
