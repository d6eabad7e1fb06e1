import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { ON_NOTE } from '../../test/runtime-front/notes-api.ts';
import { accept, SubscriptionRegistry } from './registry.ts';
import type { Recipient, Subscription } from './subscription.ts';

const recipient: Recipient = { slots: new Map(), isOpen: true, send: () => undefined, sendShared: () => undefined };
const document = parse(ON_NOTE);
const event = { sessionId: 's1' };

function register(registry: SubscriptionRegistry, id: string): Subscription {
  const filter = { filterGroup: [{ filters: [{ fieldName: 'sessionId', operator: 'eq', value: 's1' }] }] };
  const plan = { field: 'onNote', args: {}, document, variables: { s: 's1' }, invalidationFilter: filter };
  return registry.add(accept({ ...plan, filter }), ON_NOTE, id, recipient, Infinity);
}

describe('the subscription registry', () => {
  it('keeps those who get the same in one cohort', () => {
    const registry = new SubscriptionRegistry();
    const [ann, bob] = [register(registry, 'ann'), register(registry, 'bob')];
    expect(ann.cohort).toBe(bob.cohort);
    expect(registry.size).toBe(2);
    expect(registry.invalidatedBy({ subscriptionField: 'onNote', payload: event })).toEqual([ann, bob]);
  });

  it('finds nothing of a subscription any more once it is removed, however often', () => {
    const registry = new SubscriptionRegistry();
    const [ann, bob] = [register(registry, 'ann'), register(registry, 'bob')];
    registry.remove(ann);
    registry.remove(ann);
    expect([...registry.candidates('onNote', event)][0]?.members).toEqual(new Set([bob]));
    expect(registry.invalidatedBy({ subscriptionField: 'onNote', payload: event })).toEqual([bob]);
    registry.remove(bob);
    expect(registry.size).toBe(0);
    expect(registry.candidates('onNote', event).size).toBe(0);
    expect(registry.invalidatedBy({ subscriptionField: 'onNote', payload: event })).toEqual([]);
    expect(register(registry, 'cat').cohort).not.toBe(ann.cohort);
  });

  const operators: readonly [string, Json, Json, Json][] = [
    ['eq', 's1', 's1', 's2'],
    ['ne', 's1', 's2', 's1'],
    ['lt', 5, 4, 5],
    ['le', 5, 5, 6],
    ['gt', 5, 6, 5],
    ['ge', 5, 5, 4],
    ['contains', 'b', ['a', 'b'], ['a']],
    ['notContains', 'b', ['a'], ['a', 'b']],
    ['beginsWith', 's', 's1', 'x1'],
    ['in', ['s1', 's2'], 's2', 's3'],
    ['notIn', ['s1', 's2'], 's3', 's2'],
    ['between', [1, 5], 5, 6],
    ['containsAny', ['a', 'b'], ['b'], ['c']],
  ];
  it.each(operators)('finds what an invalidation names by %s', (operator, value, named, other) => {
    const registry = new SubscriptionRegistry();
    const invalidationFilter = { filterGroup: [{ filters: [{ fieldName: 'it', operator, value }] }] };
    const plan = { field: 'onNote', args: {}, document, variables: {}, invalidationFilter };
    const ann = registry.add(accept(plan), ON_NOTE, 'ann', recipient, Infinity);
    const found = (it: Json) => registry.invalidatedBy({ subscriptionField: 'onNote', payload: { it } });
    expect(found(named)).toEqual([ann]);
    expect(found(other)).toEqual([]);
    expect(registry.invalidatedBy({ subscriptionField: 'onNote', payload: {} })).toEqual([]);
  });
});
