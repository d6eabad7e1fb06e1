import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ON_NOTE } from '../../test/runtime-front/kit.ts';
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
});
