import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { messageFragment, typingFragment } from '../../domain/vocabulary/event-fragments.ts';
import { theSchema } from '../support/schema.ts';

const schema = theSchema();

const pathsOf = (type: GraphQLObjectType, prefix = ''): string[] =>
  Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    const path = prefix + field.name;
    return isObjectType(inner) ? [path, ...pathsOf(inner, `${path}/`)] : [path];
  });

describe('What a mutation must select for its subscribers', () => {
  it.each([
    ['onMessageSent', messageFragment],
    ['onTypingIndicator', typingFragment],
  ])('is every field that %s delivers', (subscription, fragment) => {
    const type = getNamedType(schema.getSubscriptionType()?.getFields()[subscription]?.type);
    expect(isObjectType(type) && pathsOf(type)).toEqual(fragment);
  });
});
