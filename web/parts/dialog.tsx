import { createContext, useContext, useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode, ReactPortal } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from './icon-button.tsx';

const Close = createContext<() => void>(() => undefined);

/** Closes the dialog that this component is in; nothing outside of one. */
export const useCloseDialog = (): (() => void) => useContext(Close);

export interface DialogProps {
  readonly title: string;
  /** It is gone: by its button, Escape or `useCloseDialog`. Whoever shows it stops showing it then. */
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A native modal dialog, which keeps the focus inside and gives it back. Shown as long as it is rendered; beside the app in
 * the page and not in it, so that no style of what opened it reaches it, and no form lies in another.
 */
export const Dialog = ({ title, onClose, className = '', children }: DialogProps): ReactPortal => {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return undefined;
    if (!dialog.open) dialog.showModal();
    // Taken out of the page while it is open, it would give the focus back to nobody.
    return () => dialog.close();
  }, []);
  const close = (): void => box.current?.close();
  // Closed and opened again at once, as StrictMode does it, it is open.
  const closed = (): void => {
    if (box.current?.open !== true) onClose();
  };
  return createPortal(
    <dialog ref={box} className={`dialog ${className}`.trim()} aria-labelledby={id} onClose={closed}>
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={close} />
      </div>
      <Close value={close}>{children}</Close>
    </dialog>,
    document.body,
  );
};
