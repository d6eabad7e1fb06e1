import { describe, expect, it } from 'vitest';
import { KnownNames } from './known-names.ts';

describe('Known names', () => {
  it('are those that were heard last, of what is new', () => {
    const names = new KnownNames();
    names.heard({ senderId: 'u1', senderName: 'Ann' });
    names.heard({ senderId: 'u1', senderName: 'Ann Lee' });
    names.heard({ senderId: 'u1', senderName: 'Annie' }, true);
    names.heard({ senderId: 'u2', senderName: 'Bob' }, true);
    expect([...names.state.get()]).toEqual([
      ['u1', 'Ann Lee'],
      ['u2', 'Bob'],
    ]);
  });

  it('are no aliases, and nothing where none was told', () => {
    const names = new KnownNames();
    const before = names.state.get();
    names.heard({ senderId: '#Quiet Otter', senderName: 'Quiet Otter' });
    names.heard({ senderId: 'u1', senderName: null });
    names.heard({ senderId: 'u1', senderName: '' });
    expect(names.state.get()).toBe(before);
  });
});
