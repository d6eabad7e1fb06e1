import { describe, expect, it } from 'vitest';
import { mentionAt, mentionedIn, offered } from './mentions.ts';

const ann = { userId: 'ann', name: 'Ann' };
const bob = { userId: 'bob', name: 'Bob' };
const hanna = { userId: 'h1', name: 'Hanna' };
const otherAnn = { userId: 'ann2', name: 'Ann' };

describe('a mention that is being written', () => {
  it.each([
    ['@', 1, { at: 0, query: '' }],
    ['hi @an', 6, { at: 3, query: 'an' }],
    ['hi @an and so on', 6, { at: 3, query: 'an' }],
    ['(@b', 3, { at: 1, query: 'b' }],
    ['one\n@b', 6, { at: 4, query: 'b' }],
    ['mail a@b', 8, undefined],
    ['@ann went', 9, undefined],
    ['', 0, undefined],
  ])('in %j at %i is %j', (text, caret, query) => {
    expect(mentionAt(text, caret)).toEqual(query);
  });

  it('offers those first whose name begins so', () => {
    expect(offered([hanna, bob, ann], 'an')).toEqual([ann, hanna]);
    expect(offered([hanna, bob, ann], '')).toHaveLength(3);
    expect(offered([hanna, bob, ann], 'x')).toEqual([]);
  });
});

describe('whom a text mentions', () => {
  it('is everyone once whose name stands in it', () => {
    expect(mentionedIn('@Bob @ann @bob a@hanna', [ann, bob, hanna], new Set())).toEqual(['bob', 'ann']);
  });

  it('is, of two of one name, the one who was chosen', () => {
    expect(mentionedIn('@Ann', [ann, otherAnn], new Set(['ann2']))).toEqual(['ann2']);
  });

  it('is nobody who was chosen and deleted again', () => {
    expect(mentionedIn('hello', [ann], new Set(['ann']))).toEqual([]);
  });
});
