import { getOperationAST, parse as parseWhole } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { GraphQLError, parse, print } from '../../tools/page/plain-graphql.ts';

const texts = Object.values(documents).flatMap((each) =>
  typeof each === 'object' && 'document' in each ? [each.document] : [],
);

describe('What the page has in the place of GraphQL.js', () => {
  it('knows the kind of each of our operations, and sends it as it is written', () => {
    expect(texts.length).toBeGreaterThan(40);
    const kinds = new Set<string>();
    for (const text of texts) {
      const [{ operation }] = parse(text).definitions;
      expect(operation).toBe(getOperationAST(parseWhole(text))?.operation);
      expect(print(parse(text))).toBe(text);
      kinds.add(operation);
    }
    expect([...kinds].sort()).toEqual(['mutation', 'query', 'subscription']);
  });

  it('makes errors whose copies tell what happened', () => {
    const cause = new Error('lost');
    const copy: unknown = Object.assign({}, new GraphQLError('Connection failed', null, null, null, null, cause));
    expect(copy).toMatchObject({
      message: 'Connection failed',
      originalError: cause,
    });
  });
});
