import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { argumentFilter, matches, parseFilter } from './filter.ts';
import { FilterIndex } from './filter-index.ts';

describe('the filter index', () => {
  it('finds every entry whose filter matches, whatever the filters and events are', () => {
    const field = fc.constantFrom('a', 'b', 'c');
    const value = fc.constantFrom<Json>('1', '12', '2', 1, 12, true, '1:', ':s1');
    const condition = fc.oneof(
      fc.record({ fieldName: field, operator: fc.constant('eq'), value }),
      fc.record({ fieldName: field, operator: fc.constantFrom('ne', 'ge', 'beginsWith'), value }),
      fc.record({
        fieldName: field,
        operator: fc.constant('in'),
        value: fc.array(value, { minLength: 1, maxLength: 5 }),
      }),
      fc.record({
        fieldName: field,
        operator: fc.constant('containsAny'),
        value: fc.array(value, { minLength: 1, maxLength: 20 }),
      }),
    );
    const filter = fc.array(fc.record({ filters: fc.array(condition, { minLength: 1, maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    });
    const event = fc.dictionary(field, fc.oneof(value, fc.constant(null), fc.array(value, { maxLength: 4 })));
    fc.assert(
      fc.property(
        fc.array(filter, { maxLength: 12 }),
        fc.array(event, { maxLength: 6 }),
        fc.infiniteStream(fc.boolean()),
        (filters, events, coin) => {
          const index = new FilterIndex<{ readonly filter: ReturnType<typeof parseFilter> }>();
          const entries = filters.map((filterGroup) => {
            const entry = { filter: parseFilter({ filterGroup }) };
            return { entry, remove: index.add('on', entry.filter, entry) };
          });
          const kept = entries.filter(({ remove }) => {
            const removes = coin.next().value === true;
            if (removes) remove();
            return !removes;
          });
          for (const one of events) {
            const found = [...index.candidates('on', one)].filter((entry) => matches(entry.filter, one));
            const wanted = kept.map(({ entry }) => entry).filter((entry) => matches(entry.filter, one));
            expect(new Set(found)).toEqual(new Set(wanted));
          }
        },
      ),
    );
  });

  it('looks at no entry that wants another value', () => {
    const index = new FilterIndex<object>();
    for (let at = 0; at < 1_000; at += 1) index.add('on', argumentFilter({ sessionId: `s${at}` }), { at });
    expect([...index.candidates('on', { sessionId: 's7', text: 'hi' })]).toEqual([{ at: 7 }]);
    expect(index.candidates('on', { sessionId: 's' }).size).toBe(0);
    expect(index.candidates('on', {}).size).toBe(0);
    expect(index.candidates('other', { sessionId: 's7' }).size).toBe(0);
  });

  it('looks at no entry that wants another member of a list', () => {
    const index = new FilterIndex<object>();
    for (let at = 0; at < 1_000; at += 1) {
      const inbox = [{ fieldName: 'audience', operator: 'containsAny', value: [`s${at}`, `t${at}`] }];
      index.add('on', parseFilter({ filterGroup: [{ filters: inbox }] }), { at });
    }
    expect([...index.candidates('on', { audience: ['s7', '#ann', 't9'] })]).toEqual([{ at: 7 }, { at: 9 }]);
    expect(index.candidates('on', { audience: [] }).size).toBe(0);
    expect(index.candidates('on', { audience: null }).size).toBe(0);
    expect(index.candidates('on', {}).size).toBe(0);
  });

  it('does not take the border between two values for part of one', () => {
    const index = new FilterIndex<object>();
    index.add('on', argumentFilter({ a: 'x', b: 'yz' }), {});
    expect(index.candidates('on', { a: 'xy', b: 'z' }).size).toBe(0);
  });
});
