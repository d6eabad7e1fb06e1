import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import type { Discoverable } from './discovery.ts';
import { discoverableOf, isFoundBy, parseSearch, sameDiscoverable } from './discovery.ts';
import { parseSessionName } from './session-name.ts';
import { parseTags } from './tags.ts';

const found = (name: string, ...tags: readonly string[]): Discoverable => {
  const discoverable = discoverableOf({
    kind: 'PUBLIC',
    status: 'ACTIVE',
    name: granted(parseSessionName(name)),
    tags: granted(parseTags(tags)),
  });
  if (discoverable === null) throw new Error('unable to go on; the session is not to be found');
  return discoverable;
};
const finds = (discoverable: Discoverable, text: string | null, tag: string | null = null): boolean =>
  isFoundBy(discoverable, granted(parseSearch({ text, tag })));

describe('a session is discovered', () => {
  it('by a part of its name or of one of its tags, however either is written', () => {
    const algebra = found('Linear Algebra', 'Mathematics', 'year 2');
    for (const text of [
      'algebra',
      'ALGEBRA',
      'near al',
      ' linear ',
      'math',
      'YEAR',
      '\uff4c\uff49\uff4e\uff45\uff41\uff52',
    ]) {
      expect(finds(algebra, text), text).toBe(true);
    }
    for (const text of ['algebras', 'l.near', '%', 'maths']) expect(finds(algebra, text), text).toBe(false);
  });

  it('by a whole tag', () => {
    const algebra = found('Linear Algebra', 'Mathematics', 'year 2');
    expect(finds(algebra, null, 'MATHEMATICS')).toBe(true);
    expect(finds(algebra, 'algebra', 'year 2')).toBe(true);
    expect(finds(algebra, null, 'math')).toBe(false);
    expect(finds(algebra, null, 'algebra')).toBe(false);
    expect(finds(algebra, 'physics', 'year 2')).toBe(false);
  });

  it('by anything where nothing is looked for', () => {
    expect(finds(found('x'), null)).toBe(true);
    expect(finds(found('x'), '  ', ' ')).toBe(true);
  });

  it('only while it is PUBLIC and takes entries', () => {
    const name = granted(parseSessionName('Algebra'));
    for (const kind of ['DIRECT', 'GROUP', 'PRIVATE', 'ANNOUNCEMENT'] as const) {
      expect(discoverableOf({ kind, status: 'ACTIVE', name, tags: [] })).toBeNull();
    }
    for (const status of ['ARCHIVED', 'BLOCKED'] as const) {
      expect(discoverableOf({ kind: 'PUBLIC', status, name, tags: [] })).toBeNull();
    }
  });

  it('under a key that a sort key can hold, whatever its name folds to', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\ufdfa', '\uffff', 'a', '\u{1f600}'), minLength: 1, maxLength: 100 }),
        (name) => {
          const parsed = parseSessionName(name.slice(0, 100));
          if (parsed.ok) expect(new TextEncoder().encode(found(parsed.value).nameKey).length).toBeLessThan(900);
        },
      ),
    );
  });

  it('as the same one unless its name or tags differ in more than case', () => {
    expect(sameDiscoverable(found('Algebra', 'a', 'b'), found('ALGEBRA', 'a', 'b'))).toBe(true);
    expect(sameDiscoverable(found('Algebra', 'a', 'b'), found('Algebra', 'a'))).toBe(false);
    expect(sameDiscoverable(found('Algebra'), found('Algebras'))).toBe(false);
    expect(sameDiscoverable(found('Algebra'), null)).toBe(false);
    expect(sameDiscoverable(null, null)).toBe(true);
  });
});

describe('a search', () => {
  it.each([
    [{ text: 'x'.repeat(101), tag: null }],
    [{ text: 'a\u0000', tag: null }],
    [{ text: 'a\ud83d', tag: null }],
    [{ text: null, tag: 'x'.repeat(31) }],
    [{ text: null, tag: '\udc00' }],
  ])('for %j is refused', (raw) => {
    expect(refusalOf(parseSearch(raw))).toBe('BadInput');
  });

  it.each(['__proto__', 'constructor', '#', ':x', '.*', '\\'])('for %j is for these characters', (text) => {
    expect(finds(found('Algebra'), text)).toBe(false);
    expect(finds(found(`Algebra ${text}`), text)).toBe(true);
  });
});
