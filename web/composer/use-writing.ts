import { useState } from 'react';
import { useEvent } from '../parts/use-event.ts';
import type { Writing } from './writing.ts';
import { keepDraft, readDraft } from './draft-store.ts';

export interface WritingText {
  readonly text: string;
  readonly change: (text: string) => void;
  /** It was sent or saved. What was begun before an edit is taken up again. */
  readonly done: () => void;
  /** An edit was refused: it stands in the field again. */
  readonly restore: (key: string, text: string) => void;
}

/** The text in the field: the draft of a message, or the edit of another, which leaves the draft alone. */
export const useWriting = (writing: Writing, draftKey: string): WritingText => {
  const [draft, setDraft] = useState(() => readDraft(draftKey));
  const [edited, setEdited] = useState<{ readonly key: string; readonly text: string } | undefined>(undefined);
  // What another tab sent, or went on with, is no draft of this one any more.
  useEvent(window, 'storage', (event) => {
    if (!(event instanceof StorageEvent) || event.key !== draftKey) return;
    if ((event.oldValue ?? '') === draft) setDraft(event.newValue ?? '');
  });
  if (writing.kind === 'edit') {
    const { key, text } = writing.row;
    return {
      text: edited?.key === key ? edited.text : text,
      change: (next) => setEdited({ key, text: next }),
      done: () => setEdited(undefined),
      restore: (of, next) => setEdited({ key: of, text: next }),
    };
  }
  const change = (next: string): void => {
    setDraft(next);
    // One that was given up is begun anew the next time.
    setEdited(undefined);
    keepDraft(draftKey, next);
  };
  return {
    text: draft,
    change,
    done: () => change(''),
    restore: (of, next) => setEdited({ key: of, text: next }),
  };
};
