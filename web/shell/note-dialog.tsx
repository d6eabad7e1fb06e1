import { useState } from 'react';
import type { ReactElement } from 'react';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { focusFirst } from '../parts/focus-first.ts';

/** As the API takes it. */
const noteLength = 100;

interface NoteFormProps {
  readonly note: string;
  readonly onSay: (note: string) => void;
}

interface NoteDialogProps extends NoteFormProps {
  readonly onClose: () => void;
}

/** What one says beside one's name. */
export const NoteDialog = ({ onClose, ...said }: NoteDialogProps): ReactElement => (
  <Dialog title="What do you do?" onClose={onClose}>
    <NoteForm {...said} />
  </Dialog>
);

const NoteForm = ({ note, onSay }: NoteFormProps): ReactElement => {
  const close = useCloseDialog();
  const [text, setText] = useState(note);
  const say = (said: string): void => {
    onSay(said.trim());
    close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        say(text);
      }}
    >
      <label htmlFor="own-note" className="field-label">
        Shown beside your name
      </label>
      <input
        ref={focusFirst}
        id="own-note"
        type="text"
        dir="auto"
        autoComplete="off"
        maxLength={noteLength}
        placeholder="For example: marking homework"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="dialog-actions">
        {note !== '' && (
          <button type="button" className="quiet" onClick={() => say('')}>
            Say nothing
          </button>
        )}
        <button type="submit" className="primary">
          Save
        </button>
      </div>
    </form>
  );
};
