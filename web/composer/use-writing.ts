import { useState } from 'react';
import { useComposer } from '../../client/react/index.ts';
import type { ComposerView, Writable } from '../../client/react/index.ts';
import type { Writing } from './writing.ts';

export interface WritingText {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Sends the draft, as `useComposer` does. */
  readonly send: ComposerView['send'];
  /** The edit was saved or given up. What was begun before is taken up again. */
  readonly done: () => void;
  /** An edit was refused: it stands in the field again. */
  readonly restore: (key: string, text: string) => void;
}

/** The text in the field: the draft of a message, or the edit of another, which leaves the draft alone. */
export const useWriting = (writing: Writing, to: Writable): WritingText => {
  const { text: draft, change: changeDraft, send } = useComposer(to);
  const [edited, setEdited] = useState<{ readonly key: string; readonly text: string } | undefined>(undefined);
  const done = (): void => setEdited(undefined);
  const restore = (key: string, text: string): void => setEdited({ key, text });
  if (writing.kind === 'edit') {
    const { key, text } = writing.row;
    const change = (next: string): void => {
      setEdited({ key, text: next });
      if (next !== '') to.typed?.();
    };
    return { text: edited?.key === key ? edited.text : text, change, send, done, restore };
  }
  const change = (next: string): void => {
    changeDraft(next);
    // An edit that was given up is begun anew the next time.
    done();
  };
  return { text: draft, change, send, done, restore };
};
