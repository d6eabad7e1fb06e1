import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../observe/index.ts';
import { executorOf, gives, query } from './test-kit.ts';

const schema = `
  type Query { n: Int post: Post posts: [Post] }
  type Post { id: ID title: String author: Author counted: Int }
  type Author { name: String post: Post }
`;
const resolvers = {
  'Query.n': gives('1'),
  'Query.post': gives('{ id: "1" }'),
  'Query.posts': gives('[{ id: "1" }, { id: "2" }, { id: "3" }]'),
  'Post.counted': gives('1'),
};
const executor = executorOf({ schema, resolvers });
const nested = (levels: number) =>
  `{ ${'post { author { '.repeat(levels)}name${' } }'.repeat(levels)} }`.replace(
    '{ post { author { post',
    '{ post { author { post',
  );
const errorTypeOf = async (text: string, on = executor) => {
  const answer = await query(on, text);
  const errors = answer['errors'];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return {
    data: answer['data'],
    errorType: typeof first === 'object' && first !== null && 'errorType' in first ? first.errorType : undefined,
  };
};

describe('limits', () => {
  it('stop nesting that is too deep, fragments included', async () => {
    expect(await errorTypeOf(nested(25))).toEqual({ data: null, errorType: 'QueryDepthLimitExceeded' });
    const chain = Array.from(
      { length: 30 },
      (_, i) =>
        `fragment f${i} on ${i % 2 === 0 ? 'Post' : 'Author'} { ${i % 2 === 0 ? 'author' : 'post'} { ${i === 29 ? 'id' : `...f${i + 1}`} } }`,
    );
    expect(await errorTypeOf(`{ post { ...f0 } } ${chain.join(' ')}`)).toEqual({
      data: null,
      errorType: 'QueryDepthLimitExceeded',
    });
  });

  it('let through what is just as deep as allowed', async () => {
    const shallow = executorOf({ schema, resolvers, limits: { maxDepth: 3 } });
    expect(await errorTypeOf('{ post { author { name } } }', shallow)).toMatchObject({ errorType: undefined });
    expect(await errorTypeOf('{ post { author { post { id } } } }', shallow)).toMatchObject({
      errorType: 'QueryDepthLimitExceeded',
    });
  });

  it('stop 500 aliases, of resolvers or of plain fields', async () => {
    const aliases = (field: string) => Array.from({ length: 500 }, (_, i) => `a${i}: ${field}`).join(' ');
    expect(await errorTypeOf(`{ ${aliases('n')} }`)).toEqual({ data: null, errorType: 'AliasLimitExceeded' });
    expect(await errorTypeOf(`{ post { ${aliases('title')} } }`)).toEqual({
      data: null,
      errorType: 'AliasLimitExceeded',
    });
  });

  it('stop fragments that multiply', async () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `fragment f${i} on Post { ...f${i + 1} ...f${i + 1} }`).join(' ');
    expect(await errorTypeOf(`{ post { ...f0 } } ${bomb} fragment f30 on Post { id }`)).toEqual({
      data: null,
      errorType: 'FieldLimitExceeded',
    });
  });

  it('stop a request that runs too many resolvers, and keep what ran before', async () => {
    const few = executorOf({ schema, resolvers, limits: { maxResolvers: 3 } });
    expect(await query(few, '{ posts { counted } }')).toMatchObject({
      data: { posts: [{ counted: 1 }, { counted: 1 }, { counted: null }] },
      errors: [{ path: ['posts', 2, 'counted'], errorType: 'ResolverCountLimitExceeded' }],
    });
  });

  it('let through the introspection query that tools send', async () => {
    expect(await query(executor, getIntrospectionQuery())).not.toHaveProperty('errors');
  });

  it('hide the schema where introspection is off', async () => {
    const closed = executorOf({ schema, resolvers, limits: { introspection: false } });
    const message =
      "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'";
    expect(await query(closed, '{ __schema { types { name } } }')).toMatchObject({ data: null, errors: [{ message }] });
    expect(await query(closed, '{ ...f } fragment f on Query { x: __type(name: "Post") { name } }')).toMatchObject({
      data: null,
    });
    expect(await query(closed, '{ __typename post { __typename } }')).toEqual({
      data: { __typename: 'Query', post: { __typename: 'Post' } },
    });
    expect(await query(executor, '{ __type(name: "Post") { name } }')).toEqual({ data: { __type: { name: 'Post' } } });
  });
});

describe('hostile documents', () => {
  it.each([
    ['a megabyte of fields', `{ ${'n '.repeat(500_000)} }`, 'DocumentSizeLimitExceeded'],
    ['a megabyte of nothing', ' '.repeat(1_000_000), 'DocumentSizeLimitExceeded'],
    ['as many tokens as fit', `{ ${'n '.repeat(45_000)} }`, 'MalformedHttpRequestException'],
    ['nesting without end', '{post'.repeat(15_000), 'MalformedHttpRequestException'],
    ['nesting that the parser takes', `${'{post'.repeat(500)}${'}'.repeat(500)}`, 'QueryDepthLimitExceeded'],
    ['nested inline fragments', `{ ${'...{'.repeat(500)}n${'}'.repeat(500)} }`, undefined],
    ['nested lists', `{ post(id: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { id } }`, 'MalformedHttpRequestException'],
    ['nested types', `query Q($a: ${'['.repeat(4_000)}Int${']'.repeat(4_000)}) { n }`, undefined],
    ['the same field over and over', `{ ${'n '.repeat(1_900)} }`, undefined],
    ['a name of 90 KB', `{ ${'n'.repeat(90_000)} }`, undefined],
    ['names of the prototype', '{ constructor toString hasOwnProperty post { valueOf } }', undefined],
    ['fragments within themselves', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }', undefined],
  ])('%s: answered, not thrown', async (_, text, errorType) => {
    expect((await errorTypeOf(text)).errorType).toBe(errorType);
  });

  it('cannot reach the prototype through a resolver’s value', async () => {
    const odd = executorOf({
      schema: 'type Query { it: It } type It { constructor: String toString: String }',
      resolvers: { 'Query.it': gives('{}') },
    });
    expect(await query(odd, '{ it { constructor toString } }')).toEqual({
      data: { it: { constructor: null, toString: null } },
    });
  });
});

describe('the document cache', () => {
  it('keeps to its size and still answers', async () => {
    const metrics = createMetrics();
    const small = executorOf({ schema, resolvers, metrics, limits: { cachedDocuments: 2 } });
    for (const alias of ['a', 'b', 'c', 'a', 'b'])
      expect(await query(small, `{ ${alias}: n }`)).toEqual({ data: { [alias]: 1 } });
    expect(metrics.snapshot()).toMatchObject({ gauges: { 'graphql.documents': 2 } });
  });

  it('keeps fewer documents when they are large, and the latest of them', async () => {
    const metrics = createMetrics();
    const small = executorOf({ schema, resolvers, metrics, limits: { cachedCharacters: 100 } });
    const documents = ['a', 'b', 'c', 'b', 'c', 'a'].map((alias) => `{ ${alias}: n ${' '.repeat(30)} }`);
    for (const document of documents) expect(await query(small, document)).toHaveProperty('data');
    expect(metrics.snapshot()).toMatchObject({ gauges: { 'graphql.documents': 2 } });
    expect(await query(small, `{ n ${' '.repeat(200)} }`)).toEqual({ data: { n: 1 } });
    expect(metrics.snapshot()).toMatchObject({ gauges: { 'graphql.documents': 0 } });
    expect(await query(small, '{ n }')).toEqual({ data: { n: 1 } });
    expect(metrics.snapshot()).toMatchObject({ gauges: { 'graphql.documents': 1 } });
  });
});
