import { useId, useRef } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';

export interface TabsProps<Name extends string> {
  /** What the tabs are about. */
  readonly label: string;
  readonly names: readonly Name[];
  readonly shown: Name;
  readonly onShow: (name: Name) => void;
  /** What the shown tab holds. */
  readonly children: ReactNode;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Tabs beside what they show. Arrow keys, Home and End move between them and show at once. */
export const Tabs = <Name extends string>(props: TabsProps<Name>): ReactElement => {
  const { label, names, shown, onShow, children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const at = names.indexOf(shown);
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? undefined : (at + step) % names.length;
    const name = to === undefined ? undefined : names.at(to);
    if (name === undefined) return;
    event.preventDefault();
    onShow(name);
    list.current?.querySelector<HTMLElement>(`[data-tab="${name}"]`)?.focus();
  };
  return (
    <div className="tabs">
      <div ref={list} className="tab-list" role="tablist" aria-label={label} onKeyDown={move}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            className="tab"
            data-tab={name}
            aria-selected={name === shown}
            aria-controls={name === shown ? `${id}-panel` : undefined}
            tabIndex={name === shown ? 0 : -1}
            onClick={() => onShow(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="tab-panel" role="tabpanel" aria-labelledby={`${id}-${shown}`} tabIndex={-1}>
        {children}
      </div>
    </div>
  );
};
