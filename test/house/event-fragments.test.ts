import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as callFragments from '../../domain/vocabulary/call-fragments.ts';
import * as fragments from '../../domain/vocabulary/event-fragments.ts';
import { MessageKind } from '../../domain/vocabulary/messages.ts';
import { theSchema } from '../support/schema.ts';

const schema = theSchema();

const pathsOf = (type: GraphQLObjectType, prefix = ''): string[] =>
  Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    const path = prefix + field.name;
    return isObjectType(inner) ? [path, ...pathsOf(inner, `${path}/`)] : [path];
  });

/** What no mutation of a client's can bring about. */
const isSystems = (path: string): boolean => /(^|\/)content\/system(\/|$)/.test(path);

describe('What a mutation must select for its subscribers', () => {
  it.each([
    ['onMessageSent', fragments.messageFragment],
    ['onInbox', fragments.messageFragment],
    ['onMessageUpdated', fragments.messageUpdateFragment],
    ['onTypingIndicator', fragments.typingFragment],
    ['onReceipt', fragments.receiptFragment],
    ['onPresence', fragments.presenceFragment],
    ['onCallEvent', callFragments.callEventFragment],
    ['onIncomingCall', callFragments.incomingCallFragment],
    ['onCallSignal', callFragments.callSignalFragment],
  ])('is every field that %s delivers, but what only the system writes', (subscription, fragment) => {
    const type = getNamedType(schema.getSubscriptionType()?.getFields()[subscription]?.type);
    expect(isObjectType(type) && pathsOf(type).filter((path) => !isSystems(path))).toEqual(fragment);
  });

  it('is the whole of a message for the services', () => {
    const type = schema.getType('Message');
    expect(isObjectType(type) && pathsOf(type)).toEqual(fragments.everyMessageFragment);
  });

  it('is, taken over every kind of message, what any message of a member carries', () => {
    const kinds = Object.values(MessageKind).filter((kind) => kind !== 'SYSTEM');
    const all = kinds.flatMap((kind) => fragments.fragmentOf({ kind, answers: true, isThreaded: true }));
    expect(new Set(all)).toEqual(new Set(fragments.messageFragment));
  });

  it.each(Object.values(MessageKind))(
    'leaves out of a %s what others have, and nothing that cannot be null',
    (kind) => {
      const least = new Set(fragments.fragmentOf({ kind, answers: false, isThreaded: false }));
      const type = schema.getType('Message');
      const always = isObjectType(type)
        ? Object.values(type.getFields()).flatMap(({ name, type: of }) => (isNonNullType(of) ? [name] : []))
        : [];
      expect([...least]).toEqual(expect.arrayContaining(always));
      expect(least.size).toBeLessThan(fragments.messageFragment.length);
    },
  );
});
