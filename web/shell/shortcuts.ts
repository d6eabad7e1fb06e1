/** Every shortcut there is: handlers ask whether an event is theirs. What each does is said in shortcut-words.ts. */

export interface Shortcut {
  /** As `KeyboardEvent.key`; modifiers before it, joined by +. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** Also where somebody types. */
  readonly inFields?: boolean;
}

export const shortcuts = {
  switcher: { keys: ['Mod+K'], inFields: true },
  help: { keys: ['?'] },
  create: { keys: ['Alt+N'], inFields: true },
  close: { keys: ['Escape'], inFields: true },
  filter: { keys: ['/'] },
  previous: { keys: ['Alt+ArrowUp'], inFields: true },
  next: { keys: ['Alt+ArrowDown'], inFields: true },
  nextUnread: { keys: ['Alt+Shift+ArrowDown'], inFields: true },
  moveInList: { keys: ['ArrowUp', 'ArrowDown'] },
  moveInMessages: { keys: ['ArrowUp', 'ArrowDown'] },
  messageActions: { keys: ['Enter'] },
  send: { keys: ['Enter'], inFields: true },
  newline: { keys: ['Shift+Enter'], inFields: true },
  bold: { keys: ['Mod+B'], inFields: true },
  italic: { keys: ['Mod+I'], inFields: true },
  code: { keys: ['Mod+E'], inFields: true },
  editLast: { keys: ['ArrowUp'], inFields: true },
  cancelEdit: { keys: ['Escape'], inFields: true },
  callMicrophone: { keys: ['Mod+D'], inFields: true },
  callCamera: { keys: ['Mod+E'], inFields: true },
  callScreen: { keys: ['Alt+Shift+S'], inFields: true },
  callHand: { keys: ['Alt+Shift+R'], inFields: true },
  callHangUp: { keys: ['Mod+Shift+H'], inFields: true },
  callAnswer: { keys: ['Alt+Shift+A'], inFields: true },
  callDecline: { keys: ['Alt+Shift+X'], inFields: true },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof shortcuts;

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'target'> & {
  readonly isComposing: boolean;
};

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether `event` is this shortcut: of those that are no words, never while somebody types. */
export const isShortcut = (name: ShortcutName, event: Pressed, mac = isMac()): boolean => {
  const { keys, inFields = false }: Shortcut = shortcuts[name];
  if (event.isComposing || (!inFields && isTyping(event.target))) return false;
  return keys.some((written) => fits(written, event, mac));
};

const fits = (written: string, event: Pressed, mac: boolean): boolean => {
  const parts = written.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string): boolean => parts.includes(name);
  const isLetter = /^[A-Z]$/.test(key);
  // A Mac writes other letters with Alt; a key that is a sign by itself needs Shift on some keyboards.
  const isKey = isLetter ? event.key.toUpperCase() === key || event.code === `Key${key}` : event.key === key;
  const isShifted = key.length === 1 && !isLetter ? true : event.shiftKey === has('Shift');
  const ctrl = has('Mod') && !mac;
  const meta = has('Mod') && mac;
  return isKey && isShifted && event.altKey === has('Alt') && event.ctrlKey === ctrl && event.metaKey === meta;
};

/** Whether keys are written somewhere. */
const isTyping = (target: EventTarget | null): boolean =>
  target !== null &&
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'));

const signs: Readonly<Record<string, readonly [mac: string, other: string]>> = {
  Mod: ['⌘', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Shift: ['⇧', 'Shift'],
  ArrowUp: ['↑', '↑'],
  ArrowDown: ['↓', '↓'],
  Escape: ['Esc', 'Esc'],
};

/** The caps of the keys that are held together. */
export const capsOf = (written: string, mac = isMac()): readonly string[] =>
  written.split('+').map((part) => signs[part]?.[mac ? 0 : 1] ?? part);
