import type { ReactElement } from 'react';
import { hasMarks } from '../../client/core/index.ts';
import { withStyles } from '../parts/later-styles.ts';
import { lazyModule, notNeeded, useLazyModule } from '../parts/lazy-module.ts';
import { useNameOf } from '../use-name-of.ts';
import { isOnlyEmoji } from './text-parts.ts';
import { TextRun } from './text-run.tsx';
import type { TextRunProps } from './text-run.tsx';

export interface TextContentProps {
  readonly text: string;
  /** User ids. */
  readonly mentions: readonly string[];
}

const markdown = lazyModule(() => withStyles(() => import('./markdown-content.tsx')));

/** What was typed: with its marks of Markdown set as soon as what reads them is there, and as it is until then. */
export const TextContent = ({ text, mentions }: TextContentProps): ReactElement => {
  const nameOf = useNameOf();
  const loaded = useLazyModule(hasMarks(text) ? markdown : notNeeded);
  if (isOnlyEmoji(text)) return <span className="emoji-only">{text}</span>;
  const run: TextRunProps = { text, mentioned: mentions.map((userId) => ({ userId, name: nameOf(userId) })) };
  return loaded === undefined ? <TextRun {...run} /> : <loaded.MarkdownContent {...run} />;
};
