import { describe, expect, it } from 'vitest';
import { executorOf, gives, jsonIn, query, within } from './test-kit.ts';

const schema = `
  type Query { post(id: ID): Post node: Node }
  interface Node { id: ID }
  type Post implements Node { id: ID title: String seen: AWSJSON author(id: ID): Author comments: [Comment] }
  type Author { id: ID name: String posts: [Post] }
  type Comment { id: ID }
`;
const executor = executorOf({
  schema,
  resolvers: {
    'Query.post': gives('{ id: "p", seen: ctx.info, author: {}, comments: [] }'),
    'Query.node': gives('{ __typename: "Post", id: "p", seen: ctx.info }'),
  },
});

async function selectionOf(document: string, variables = {}) {
  const answer = await query(executor, document, variables);
  expect(answer).not.toHaveProperty('errors');
  const info = jsonIn(within(answer, 'data', 'root', 'seen'));
  return { list: within(info, 'selectionSetList'), graphql: within(info, 'selectionSetGraphQL') };
}

describe('ctx.info.selectionSetList', () => {
  it('names nested fields by their path, and aliased ones by their alias', async () => {
    const { list } = await selectionOf(
      '{ root: post { seen title second: title author { authorName: name } other: author(id: "2") { id } } }',
    );
    expect(list).toEqual(['seen', 'title', 'second', 'author', 'author/authorName', 'other', 'other/id']);
  });

  it('goes into fragments, inline and named, also nested ones', async () => {
    const { list } = await selectionOf(`
      query { root: post { seen ... on Post { title ...more } ...more } }
      fragment more on Post { author { ...name } }
      fragment name on Author { name }`);
    expect(list).toEqual(['seen', 'title', 'author', 'author/name']);
  });

  it('leaves out what @skip and @include leave out, each request by its own variables', async () => {
    const document = `query Q($yes: Boolean!, $no: Boolean!) {
      root: post { seen id @include(if: $no) title @skip(if: $yes) author @include(if: $yes) { name @skip(if: $no) id @include(if: false) }
        ... @include(if: $no) { comments { id } } }
    }`;
    expect((await selectionOf(document, { yes: true, no: false })).list).toEqual(['seen', 'author', 'author/name']);
    expect((await selectionOf(document, { yes: false, no: true })).list).toEqual([
      'seen',
      'id',
      'title',
      'comments',
      'comments/id',
    ]);
  });

  it('has __typename where it is selected', async () => {
    expect((await selectionOf('{ root: post { __typename seen author { __typename } } }')).list).toEqual([
      '__typename',
      'seen',
      'author',
      'author/__typename',
    ]);
  });

  it('joins the selections of a field that is selected twice', async () => {
    expect(
      (await selectionOf('{ root: post { seen } root: post { title author { id } author { name } } }')).list,
    ).toEqual(['seen', 'title', 'author', 'author/id', 'author/name']);
  });

  it('works on an interface', async () => {
    expect((await selectionOf('{ root: node { id ... on Post { seen title } } }')).list).toEqual([
      'id',
      'seen',
      'title',
    ]);
  });
});

describe('ctx.info.selectionSetGraphQL', () => {
  it('is the selection as it was written', async () => {
    expect((await selectionOf('{ root: post(id: "1") { seen a: title author(id: "2") { name } } }')).graphql).toBe(
      '{\n  seen\n  a: title\n  author(id: "2") {\n    name\n  }\n}',
    );
  });
});
