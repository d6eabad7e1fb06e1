import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly press: () => void;
  /** Stands in a row with its neighbours of the same sort. */
  readonly compact?: boolean;
  readonly danger?: boolean;
  /** One of several, of which one is chosen. */
  readonly isChecked?: boolean;
  /** Stands apart from what is above it. */
  readonly startsGroup?: boolean;
  readonly content?: ReactNode;
}

export interface MenuButtonProps {
  /** What the menu is for. */
  readonly menuLabel: string;
  /** What the button is called. */
  readonly label: string;
  readonly className?: string;
  /** -1 where Tab passes it by: it is reached in another way. */
  readonly tabIndex?: number | undefined;
  /** Asked for when it is opened. */
  readonly items: () => readonly MenuItem[];
  readonly children: ReactNode;
}

/**
 * A button that opens a menu. Arrow keys move in it; Escape, a press outside or a choice closes it and gives the focus
 * back: it is a native popover.
 */
export const MenuButton = ({
  menuLabel,
  label,
  className,
  tabIndex,
  items,
  children,
}: MenuButtonProps): ReactElement => {
  const [open, setOpen] = useState<readonly MenuItem[] | undefined>(undefined);
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        aria-controls={open === undefined ? undefined : id}
        aria-label={label}
        title={label}
        onClick={() => setOpen(items())}
      >
        {children}
      </button>
      {open !== undefined && (
        <Menu id={id} label={menuLabel} items={open} anchor={() => anchor.current} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
};

interface MenuProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: () => HTMLElement | null;
  readonly onClose: () => void;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const Menu = ({ id, label, items, anchor, onClose }: MenuProps): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const gone = useEffectEvent(onClose);
  const place = useEffectEvent((menu: HTMLElement) => {
    const button = anchor();
    if (button !== null) placeAt(menu, button);
  });
  useLayoutEffect(() => {
    const menu = box.current;
    if (menu === null) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    place(menu);
    entriesOf(menu)[0]?.focus();
  }, []);
  useEffect(() => {
    const menu = box.current;
    const toggled = (event: Event): void => {
      if (event instanceof ToggleEvent && event.newState === 'closed') gone();
    };
    menu?.addEventListener('toggle', toggled);
    return () => menu?.removeEventListener('toggle', toggled);
  }, []);
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const all = entriesOf(event.currentTarget);
    const at = all.findIndex((entry) => entry === document.activeElement);
    const step = steps[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? undefined : (at + step) % all.length;
    if (event.key === 'Tab') event.currentTarget.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to)?.focus();
  };
  const entry = ({
    label: name,
    press,
    compact = false,
    danger = false,
    isChecked,
    startsGroup = false,
    content = name,
  }: MenuItem): ReactElement => (
    <button
      key={name}
      type="button"
      className="menu-item"
      role={isChecked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChecked}
      tabIndex={-1}
      aria-label={name}
      data-compact={compact ? '' : undefined}
      data-danger={danger ? '' : undefined}
      data-group={startsGroup ? '' : undefined}
      onClick={() => {
        box.current?.hidePopover();
        press();
      }}
    >
      {content}
    </button>
  );
  const row = items.filter(({ compact }) => compact === true);
  return (
    <div ref={box} id={id} className="menu" role="menu" aria-label={label} popover="auto" onKeyDown={move}>
      {row.length > 0 && (
        <div className="menu-row" role="none">
          {row.map(entry)}
        </div>
      )}
      {items.filter(({ compact }) => compact !== true).map(entry)}
    </div>
  );
};

const entriesOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('.menu-item')];

/** Keeps the menu in the window and over the part of the page that its button is in, under it where there is room. */
const placeAt = (menu: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect();
  const from = button.closest('main, aside, dialog')?.getBoundingClientRect().left ?? 0;
  const own = menu.getBoundingClientRect();
  const below = at.bottom + 4;
  const top = below + own.height > innerHeight ? Math.max(4, at.top - own.height - 4) : below;
  const wanted = at.right - own.width < from ? at.left : at.right - own.width;
  const left = Math.min(Math.max(4, wanted), innerWidth - own.width - 4);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
};
