import { describe, expect, it } from 'vitest';
import { KeptDrafts } from './kept-drafts.ts';
import type { DraftStorage } from './kept-drafts.ts';

const storageWith = (held: Map<string, string>): DraftStorage => ({
  get length() {
    return held.size;
  },
  key: (at) => [...held.keys()][at] ?? null,
  getItem: (key) => held.get(key) ?? null,
  setItem: (key, text) => void held.set(key, text),
  removeItem: (key) => void held.delete(key),
});

describe('Drafts', () => {
  it('are kept by user, session and thread, over a reload', () => {
    const held = new Map<string, string>();
    const ann = new KeptDrafts('ann', storageWith(held));
    ann.of('s1').set('in the session');
    ann.of('s1', 't1').set('in the thread');
    const again = new KeptDrafts('ann', storageWith(held));
    expect(again.of('s1').get()).toBe('in the session');
    expect(again.of('s1', 't1').get()).toBe('in the thread');
    expect(again.of('s2').get()).toBe('');
    expect(new KeptDrafts('bob', storageWith(held)).of('s1').get()).toBe('');
  });

  it('are told to all who hold them, and forgotten when they are empty', () => {
    const held = new Map<string, string>();
    const drafts = new KeptDrafts('ann', storageWith(held));
    const told: string[] = [];
    drafts.of('s1').subscribe(() => told.push(drafts.of('s1').get()));
    drafts.of('s1').set('a');
    drafts.of('s1').set('');
    expect(told).toEqual(['a', '']);
    expect(held.size).toBe(0);
  });

  it('follow another tab, unless something else was written here', () => {
    const drafts = new KeptDrafts('ann', storageWith(new Map()));
    drafts.of('s1').set('both');
    drafts.keptElsewhere({ key: 'parley.draft.ann.s1', oldValue: 'both', newValue: null });
    expect(drafts.of('s1').get()).toBe('');
    drafts.of('s1').set('mine');
    drafts.keptElsewhere({ key: 'parley.draft.ann.s1', oldValue: 'both', newValue: 'theirs' });
    drafts.keptElsewhere({ key: 'parley.draft.bob.s1', oldValue: 'mine', newValue: 'theirs' });
    expect(drafts.of('s1').get()).toBe('mine');
  });

  it('are wiped, those of this user alone', () => {
    const held = new Map<string, string>();
    new KeptDrafts('ann', storageWith(held)).of('s1').set('of ann');
    new KeptDrafts('bob', storageWith(held)).of('s1').set('of bob');
    const ann = new KeptDrafts('ann', storageWith(held));
    ann.of('s2').set('open');
    ann.wipe();
    expect(ann.of('s2').get()).toBe('');
    expect([...held.values()]).toEqual(['of bob']);
  });

  it('live on where nothing may be kept', () => {
    const refuses = (): never => {
      throw new Error('no');
    };
    const storage = { ...storageWith(new Map()), getItem: refuses, setItem: refuses, removeItem: refuses };
    const drafts = new KeptDrafts('ann', storage);
    drafts.of('s1').set('a');
    expect(drafts.of('s1').get()).toBe('a');
    expect(new KeptDrafts('ann', undefined).of('s1').get()).toBe('');
  });
});
