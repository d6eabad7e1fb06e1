import { shortcuts } from './shortcuts.ts';
import type { Shortcut, ShortcutName } from './shortcuts.ts';

export interface ShortcutWords {
  readonly group: 'Everywhere' | 'Conversations' | 'Messages' | 'Writing' | 'Calls';
  readonly does: string;
}

const words: Readonly<Record<ShortcutName, ShortcutWords>> = {
  switcher: { group: 'Everywhere', does: 'Go to a conversation or a room' },
  help: { group: 'Everywhere', does: 'Show these shortcuts' },
  create: { group: 'Everywhere', does: 'Start a conversation' },
  close: { group: 'Everywhere', does: 'Close what is open on top' },
  filter: { group: 'Conversations', does: 'Filter the list' },
  previous: { group: 'Conversations', does: 'Conversation above' },
  next: { group: 'Conversations', does: 'Conversation below' },
  nextUnread: { group: 'Conversations', does: 'Next conversation with something new' },
  moveInList: { group: 'Conversations', does: 'Move in the list' },
  moveInMessages: { group: 'Messages', does: 'Move between messages' },
  messageActions: { group: 'Messages', does: 'What can be done with a message' },
  send: { group: 'Writing', does: 'Send' },
  newline: { group: 'Writing', does: 'New line' },
  bold: { group: 'Writing', does: 'Make what is selected bold' },
  italic: { group: 'Writing', does: 'Make what is selected italic' },
  code: { group: 'Writing', does: 'Make what is selected code' },
  editLast: { group: 'Writing', does: 'Edit the last own message, from an empty field' },
  cancelEdit: { group: 'Writing', does: 'Stop editing or answering' },
  callMicrophone: { group: 'Calls', does: 'Mute and unmute' },
  callCamera: { group: 'Calls', does: 'Camera on and off' },
  callScreen: { group: 'Calls', does: 'Share your screen, or stop' },
  callHand: { group: 'Calls', does: 'Raise and lower your hand' },
  callHangUp: { group: 'Calls', does: 'Hang up' },
  callAnswer: { group: 'Calls', does: 'Answer a call' },
  callDecline: { group: 'Calls', does: 'Decline a call' },
};

const isName = (name: string): name is ShortcutName => Object.hasOwn(shortcuts, name);

/** Every shortcut with what it does, for whoever asks for the list. */
export const shortcutList: readonly (Shortcut & ShortcutWords)[] = Object.keys(shortcuts)
  .filter(isName)
  .map((name) => ({ ...shortcuts[name], ...words[name] }));
