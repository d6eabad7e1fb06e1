/** Every shortcut there is: handlers ask whether an event is theirs, and the dialog shows the same list. */

export interface Shortcut {
  readonly group: 'Everywhere' | 'Conversations' | 'Messages' | 'Writing' | 'Calls';
  readonly does: string;
  /** As `KeyboardEvent.key`; modifiers before it, joined by +. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** Also where somebody types. */
  readonly inFields?: boolean;
}

export const shortcuts = {
  switcher: { group: 'Everywhere', does: 'Go to a conversation or a room', keys: ['Mod+K'], inFields: true },
  help: { group: 'Everywhere', does: 'Show these shortcuts', keys: ['?'] },
  create: { group: 'Everywhere', does: 'Start a conversation', keys: ['Alt+N'], inFields: true },
  close: { group: 'Everywhere', does: 'Close what is open on top', keys: ['Escape'], inFields: true },
  filter: { group: 'Conversations', does: 'Filter the list', keys: ['/'] },
  previous: { group: 'Conversations', does: 'Conversation above', keys: ['Alt+ArrowUp'], inFields: true },
  next: { group: 'Conversations', does: 'Conversation below', keys: ['Alt+ArrowDown'], inFields: true },
  nextUnread: {
    group: 'Conversations',
    does: 'Next conversation with something new',
    keys: ['Alt+Shift+ArrowDown'],
    inFields: true,
  },
  moveInList: { group: 'Conversations', does: 'Move in the list', keys: ['ArrowUp', 'ArrowDown'] },
  moveInMessages: { group: 'Messages', does: 'Move between messages', keys: ['ArrowUp', 'ArrowDown'] },
  messageActions: { group: 'Messages', does: 'What can be done with a message', keys: ['Enter'] },
  send: { group: 'Writing', does: 'Send', keys: ['Enter'], inFields: true },
  newline: { group: 'Writing', does: 'New line', keys: ['Shift+Enter'], inFields: true },
  bold: { group: 'Writing', does: 'Make what is selected bold', keys: ['Mod+B'], inFields: true },
  italic: { group: 'Writing', does: 'Make what is selected italic', keys: ['Mod+I'], inFields: true },
  code: { group: 'Writing', does: 'Make what is selected code', keys: ['Mod+E'], inFields: true },
  editLast: {
    group: 'Writing',
    does: 'Edit the last own message, from an empty field',
    keys: ['ArrowUp'],
    inFields: true,
  },
  cancelEdit: { group: 'Writing', does: 'Stop editing or answering', keys: ['Escape'], inFields: true },
  callMicrophone: { group: 'Calls', does: 'Mute and unmute', keys: ['Mod+D'], inFields: true },
  callCamera: { group: 'Calls', does: 'Camera on and off', keys: ['Mod+E'], inFields: true },
  callScreen: { group: 'Calls', does: 'Share your screen, or stop', keys: ['Alt+Shift+S'], inFields: true },
  callHand: { group: 'Calls', does: 'Raise and lower your hand', keys: ['Alt+Shift+R'], inFields: true },
  callHangUp: { group: 'Calls', does: 'Hang up', keys: ['Mod+Shift+H'], inFields: true },
  callAnswer: { group: 'Calls', does: 'Answer a call', keys: ['Alt+Shift+A'], inFields: true },
  callDecline: { group: 'Calls', does: 'Decline a call', keys: ['Alt+Shift+X'], inFields: true },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof shortcuts;

export const shortcutList: readonly Shortcut[] = Object.values(shortcuts);

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
