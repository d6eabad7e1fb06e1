import type { ReactElement } from 'react';
import { useCloseDialog } from '../parts/dialog.tsx';

/** The buttons that end a form in a dialog. */
export const FormEnd = ({ sends }: { readonly sends: boolean }): ReactElement => (
  <div className="dialog-actions">
    <button type="button" className="quiet" onClick={useCloseDialog()}>
      Cancel
    </button>
    <button type="submit" className="primary" disabled={!sends}>
      Send
    </button>
  </div>
);
