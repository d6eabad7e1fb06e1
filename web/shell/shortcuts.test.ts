import { describe, expect, it } from 'vitest';
import { shortcutList } from './shortcut-words.ts';
import { capsOf, isShortcut, shortcuts } from './shortcuts.ts';

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  target: null,
  ...held,
});

describe('Shortcuts', () => {
  it('are Cmd on a Mac and Ctrl elsewhere, and not both', () => {
    expect(isShortcut('switcher', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(isShortcut('switcher', press('k', { metaKey: true }), false)).toBe(false);
    expect(isShortcut('switcher', press('k', { metaKey: true }), true)).toBe(true);
    expect(isShortcut('switcher', press('k'), false)).toBe(false);
  });

  it('are signs with or without Shift, as a keyboard needs it', () => {
    expect(isShortcut('help', press('?', { shiftKey: true }), false)).toBe(true);
    expect(isShortcut('help', press('?'), false)).toBe(true);
    expect(isShortcut('help', press('?', { ctrlKey: true }), false)).toBe(false);
  });

  it('are found by the key where Alt writes another letter', () => {
    expect(isShortcut('create', { ...press('˜', { altKey: true }), code: 'KeyN' }, true)).toBe(true);
  });

  it('are told apart by Shift', () => {
    expect(isShortcut('next', press('ArrowDown', { altKey: true, shiftKey: true }), false)).toBe(false);
    expect(isShortcut('nextUnread', press('ArrowDown', { altKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('leave a composition alone', () => {
    expect(isShortcut('switcher', { ...press('k', { ctrlKey: true }), isComposing: true }, false)).toBe(false);
  });

  it('are shown as the caps of this keyboard, each with words of its own', () => {
    expect(capsOf(shortcuts.switcher.keys[0], true)).toEqual(['⌘', 'K']);
    expect(capsOf(shortcuts.nextUnread.keys[0], false)).toEqual(['Alt', 'Shift', '↓']);
    expect(new Set(shortcutList.map(({ does }) => does)).size).toBe(shortcutList.length);
  });
});
