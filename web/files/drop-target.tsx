import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { DragEvent, ReactElement, ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';

export type TakeFiles = (files: readonly File[]) => void;

interface Receivers {
  readonly add: (take: TakeFiles) => () => void;
}

const Held = createContext<Receivers | undefined>(undefined);

/**
 * Whatever is dropped on its children goes to the composer inside it: the newest one, where there are several. For those
 * without a mouse there is the composer's own button.
 */
export const DropTarget = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const takers = useRef<TakeFiles[]>([]);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  const receivers = useMemo<Receivers>(
    () => ({
      add(take) {
        takers.current = [...takers.current, take];
        return () => {
          takers.current = takers.current.filter((other) => other !== take);
        };
      },
    }),
    [],
  );
  const takes = ({ dataTransfer }: DragEvent): boolean =>
    takers.current.length > 0 && dataTransfer.types.includes('Files');
  const leave = (): void => {
    depth.current = 0;
    setIsOver(false);
  };
  return (
    <div
      className="drop-target"
      onDragEnter={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        depth.current += 1;
        setIsOver(true);
      }}
      onDragOver={(event) => {
        if (takes(event)) event.preventDefault();
      }}
      onDragLeave={(event) => {
        if (!takes(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDrop={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        leave();
        takers.current.at(-1)?.([...event.dataTransfer.files]);
      }}
    >
      <Held value={receivers}>{children}</Held>
      {isOver && (
        <div className="drop-hint" aria-hidden="true">
          <Icon name="clip" />
          Drop files to send them here
        </div>
      )}
    </div>
  );
};

/** Takes what is dropped on the `DropTarget` around, as long as `isOpen`. */
export const useDroppedFiles = (isOpen: boolean, take: TakeFiles): void => {
  const receivers = useContext(Held);
  const taken = useEffectEvent(take);
  useEffect(() => (isOpen ? receivers?.add((files) => taken(files)) : undefined), [receivers, isOpen]);
};
