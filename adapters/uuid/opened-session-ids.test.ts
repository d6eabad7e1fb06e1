import { describe, expect, it } from 'vitest';
import { user } from '../../test/builders/people.ts';
import { openedSessionIds } from './opened-session-ids.ts';

const [ann, bob, cat] = [user('ann'), user('bob'), user('cat')];
const uuidOfVersion5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the id of an opened session', () => {
  it('is the same for a pair from both sides, on every machine and for ever', () => {
    expect(openedSessionIds.ofPair(ann, bob)).toBe('23d07a3d-eab4-5aa6-8f21-4e712ddcce8a');
    expect(openedSessionIds.ofPair(bob, ann)).toBe(openedSessionIds.ofPair(ann, bob));
    expect(openedSessionIds.ofPair(ann, bob)).toMatch(uuidOfVersion5);
  });

  it('is another one for every pair, also where their ids joined read the same', () => {
    const pairs = [
      openedSessionIds.ofPair(ann, bob),
      openedSessionIds.ofPair(ann, cat),
      openedSessionIds.ofPair(bob, cat),
      openedSessionIds.ofPair(user('an'), user('nbob')),
      openedSessionIds.ofPair(user('annb'), user('ob')),
    ];
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it("is the same for a creator's own id, on every machine and for ever, and another one for everyone else", () => {
    expect(openedSessionIds.ofClient(ann, 'first')).toBe('7523e058-a85a-58f1-a09b-0820bb466daf');
    const others = [
      openedSessionIds.ofClient(ann, 'first'),
      openedSessionIds.ofClient(ann, 'second'),
      openedSessionIds.ofClient(bob, 'first'),
      openedSessionIds.ofClient(ann, 'bob'),
      openedSessionIds.ofPair(ann, bob),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  it.each(['#', 'ann#first', '\u00e9', '__proto__'])('takes %j as a client session id that is only an id', (key) => {
    expect(openedSessionIds.ofClient(ann, key)).toMatch(uuidOfVersion5);
  });
});
