import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedRow } from '../../client/core/index.ts';
import { firstUnreadOf, placed } from './placing.ts';

const minute = 60_000;
const morning = new Date(2026, 10, 21, 9, 0).getTime();

const row = (key: string, senderId: string, at: number, seq = Number(key)): FeedRow => ({
  key,
  id: key,
  own: senderId === 'ann',
  senderId,
  senderName: null,
  kind: 'TEXT',
  content: null,
  text: key,
  quote: null,
  mentions: [],
  reactions: [],
  thread: null,
  isInThread: false,
  isAnonymous: false,
  isEdited: false,
  isDeleted: false,
  draft: undefined,
  at,
  progress: { state: 'received', seq },
});

const shape = (rows: readonly FeedRow[], firstUnread?: string) =>
  placed(rows, firstUnread).map((item) =>
    item.kind === 'message'
      ? `${item.key}${item.placed.first ? ' first' : ''}${item.placed.last ? ' last' : ''}`
      : item.kind,
  );

describe('Placing messages', () => {
  it('puts one author within five minutes together', () => {
    const rows = [row('1', 'bob', morning), row('2', 'bob', morning + minute), row('3', 'ann', morning + 2 * minute)];
    expect(shape(rows)).toEqual(['day', '1 first', '2 last', '3 first last']);
    expect(shape([row('1', 'bob', morning), row('2', 'bob', morning + 5 * minute)])).toEqual([
      'day',
      '1 first last',
      '2 first last',
    ]);
  });

  it('begins each day with its name, in local time', () => {
    const beforeMidnight = new Date(2026, 10, 20, 23, 59, 30).getTime();
    expect(shape([row('1', 'bob', beforeMidnight), row('2', 'bob', beforeMidnight + minute)])).toEqual([
      'day',
      '1 first last',
      'day',
      '2 first last',
    ]);
  });

  it('puts the divider before the first unread message, and parts a group there', () => {
    const rows = [row('1', 'bob', morning), row('2', 'bob', morning + 1), row('3', 'bob', morning + 2)];
    expect(shape(rows, '2')).toEqual(['day', '1 first last', 'unread', '2 first', '3 last']);
  });

  it('groups the first row with the one above it that is not shown, and lets a head that was drawn stay one', () => {
    const rows = [row('2', 'bob', morning + 1), row('3', 'bob', morning + 2)];
    const before = row('1', 'bob', morning);
    const firsts = (headKey?: string) =>
      placed(rows, undefined, { before, headKey }).map((item) => item.kind === 'message' && item.placed.first);
    expect(firsts()).toEqual([false, false]);
    expect(firsts('3')).toEqual([false, true]);
  });

  it('finds the first message of another after the read pointer', () => {
    const rows = [row('1', 'bob', 1), row('2', 'ann', 2), row('3', 'bob', 3)];
    expect(firstUnreadOf(rows, 0)).toBe('1');
    expect(firstUnreadOf(rows, 1)).toBe('3');
    expect(firstUnreadOf(rows, 3)).toBeUndefined();
  });

  it('lets what the system says stand between, and is nobody’s unread message', () => {
    const system = { ...row('2', 'bob', morning + 1), kind: 'SYSTEM' as const };
    const rows = [row('1', 'bob', morning), system, row('3', 'bob', morning + 2)];
    expect(shape(rows)).toEqual(['day', '1 first last', 'system', '3 first last']);
    expect(firstUnreadOf(rows, 1)).toBe('3');
  });

  it('shows every message once and in order, and gives every item a key of its own', () => {
    const rows = fc
      .array(fc.record({ by: fc.constantFrom('ann', 'bob', 'cat'), after: fc.nat(30 * 60 * minute) }), {
        maxLength: 40,
        size: 'max',
      })
      .map((list) => {
        let at = morning;
        return list.map(({ by, after }, index) => row(String(index + 1), by, (at += after)));
      });
    fc.assert(
      fc.property(rows, fc.nat(40), (list, unread) => {
        const items = placed(list, String(unread));
        const shown = items.flatMap((item) => (item.kind === 'message' ? [item.placed.row] : []));
        expect(shown).toEqual(list);
        expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
        const groups = items.flatMap((item) => (item.kind === 'message' ? [item.placed] : []));
        expect(groups.filter(({ first }) => first)).toHaveLength(groups.filter(({ last }) => last).length);
      }),
    );
  });
});
