import { Suspense, useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { IconButton } from '../parts/icon-button.tsx';
import { lazyPart } from '../parts/later-styles.ts';

const EmojiPanel = lazyPart(async () => (await import('./emoji-panel.tsx')).EmojiPanel);

export interface EmojiButtonProps {
  readonly onPick: (emoji: string) => void;
  readonly label?: string;
}

/** A button that opens all emoji. Escape or a press outside closes them and gives the focus back. */
export const EmojiButton = ({ onPick, label = 'Emoji' }: EmojiButtonProps): ReactElement => {
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const outside = ({ target }: PointerEvent): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) setIsOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);
  return (
    <span
      ref={place}
      className="emoji-place"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        setIsOpen(false);
        place.current?.querySelector('button')?.focus();
      }}
    >
      <IconButton
        icon="smile"
        label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <div className="emoji-panel" role="dialog" aria-label={label}>
          <Suspense fallback={<span className="spinner" />}>
            <EmojiPanel
              onPick={(emoji) => {
                setIsOpen(false);
                onPick(emoji);
              }}
            />
          </Suspense>
        </div>
      )}
    </span>
  );
};
