import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { ChatError } from '../../client/core/index.ts';

const shownMs = 7_000;

export interface Toast {
  /** Runs what may be refused, and says why it was. Answers whether it was done. */
  readonly attempt: (what: () => Promise<unknown>) => Promise<boolean>;
}

const Held = createContext<Toast | undefined>(undefined);

/** Where refusals are told. @throws where no `ToastProvider` is above: a fault of the program. */
export const useToast = (): Toast => {
  const toast = useContext(Held);
  if (toast === undefined) throw new Error('unable to tell of a refusal; no ToastProvider is above this component');
  return toast;
};

/** Shows the newest refusal below its children, for a while. */
export const ToastProvider = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const [shown, setShown] = useState<{ readonly text: string } | undefined>(undefined);
  const toast = useMemo<Toast>(
    () => ({
      async attempt(what) {
        setShown(undefined);
        try {
          await what();
          return true;
        } catch (cause) {
          setShown({ text: sentenceOf(cause) });
          return false;
        }
      },
    }),
    [],
  );
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => setShown(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <Held value={toast}>
      {children}
      <div className="toast" role="alert">
        {shown?.text}
      </div>
    </Held>
  );
};

/** What went wrong, for people. */
export const sentenceOf = (cause: unknown): string => {
  if (!(cause instanceof ChatError)) return 'Something went wrong.';
  return `${cause.message.charAt(0).toUpperCase()}${cause.message.slice(1)}.`;
};
