import type { ReactElement } from 'react';
import type { Draft } from '../../client/core/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import { CodeForm } from './code-form.tsx';
import { FormulaForm } from './formula-form.tsx';
import { LocationForm } from './location-form.tsx';
import { PollForm } from './poll-form.tsx';
import type { Composed } from './writing.ts';

export interface ComposeDialogProps {
  readonly composed: Composed;
  readonly onDone: (draft: Draft) => void;
  readonly onClose: () => void;
}

const titles = { code: 'Code', formula: 'Formula', poll: 'Poll', location: 'Location' } as const;

/** Where a message that is more than text is written. */
export const ComposeDialog = ({ composed, onDone, onClose }: ComposeDialogProps): ReactElement => (
  <Dialog title={titles[composed.kind]} className="compose-dialog" onClose={onClose}>
    {composed.kind === 'code' && <CodeForm {...composed} onDone={onDone} />}
    {composed.kind === 'formula' && <FormulaForm tex={composed.tex} onDone={onDone} />}
    {composed.kind === 'poll' && <PollForm onDone={onDone} />}
    {composed.kind === 'location' && <LocationForm onDone={onDone} />}
  </Dialog>
);
