import { describe, expect, it } from 'vitest';
import { ann, executorOf, gives, plain, query } from './test-kit.ts';

const schema = `
  type Query { post(id: ID!, input: PostInput): Post posts: [Post!] strict: Post! kind: Kind n: Int list: [Int] }
  type Post { id: ID! title: String author: Author kind: Kind at: AWSDateTime }
  type Author { name: String! }
  enum Kind { TEXT CODE }
  input PostInput { title: String! at: AWSDateTime kind: Kind }
  type Mutation { send: Int }
  type Subscription { onSent: Int @aws_subscribe(mutations: ["send"]) }
`;
const answering = (expression: string) => {
  const code = gives(expression);
  return executorOf({
    schema,
    resolvers: {
      'Query.post': code,
      'Query.posts': code,
      'Query.strict': code,
      'Query.kind': code,
      'Query.n': code,
      'Query.list': code,
    },
  });
};
const executor = answering('null');
const errorsOf = async (text: string, variables = {}) => (await query(executor, text, variables))['errors'];

describe('a document that does not fit the schema', () => {
  it('is refused in the words of AppSync, with where and without an error type', async () => {
    expect(await query(executor, '{\n  nothing\n}')).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 2, column: 3, sourceName: null }],
          message: "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
        },
      ],
    });
  });

  it.each([
    [
      '{ post(id: 1) { author { age } } }',
      "FieldUndefined: Field 'age' in type 'Author' is undefined @ 'post/author/age'",
    ],
    ['{ post(id: 1) }', "SubSelectionRequired: Sub selection required for type Post of field post @ 'post'"],
    ['{ n { x } }', "SubSelectionNotAllowed: Sub selection not allowed on leaf type Int of field n @ 'n'"],
    ['{ post(id: 1, no: 2) { id } }', "UnknownArgument: Unknown field argument no @ 'post'"],
    ['{ post { id } }', "MissingFieldArgument: Missing field argument id @ 'post'"],
    ['query Q($x: Nope) { n }', 'UnknownType: Unknown type Nope'],
    ['{ post(id: $id) { id } }', "UndefinedVariable: Undefined variable id @ 'post'"],
    ['query Q($id: ID) { n }', 'UnusedVariable: Unused variable id'],
    [
      'query Q($id: String) { post(id: $id) { id } }',
      "VariableTypeMismatch: Variable type 'String' doesn't match expected type 'ID!' @ 'post'",
    ],
    ['{ ...gone }', 'UndefinedFragment: Undefined fragment gone'],
    ['{ n } fragment f on Query { n }', "UnusedFragment: Unused fragment f @ 'f'"],
    ['{ ...f } fragment f on Query { ...f }', "FragmentCycle: Fragment cycles not allowed @ 'f'"],
    ['{ n @nope }', "UnknownDirective: Unknown directive nope @ 'n'"],
    [
      '{ post(id: 1, input: { title: "a", x: 1 }) { id } }',
      "WrongType: argument value contains a field not in 'PostInput': 'x' @ 'post'",
    ],
    [
      '{ post(id: 1, input: {}) { id } }',
      "WrongType: argument value is missing required fields of 'PostInput': '[title]' @ 'post'",
    ],
    [
      '{ post(id: 1, input: { title: "a", at: "noon" }) { id } }',
      "WrongType: argument value is not a valid 'AWSDateTime' @ 'post'",
    ],
    [
      '{ post(id: 1, input: { title: "a", kind: SONG }) { id } }',
      "WrongType: argument value is not a valid 'Kind' @ 'post'",
    ],
    [
      '{ a: post(id: 1) { id } a: post(id: 2) { id } }',
      "FieldsConflict: a: they differ in their fields, arguments or types @ 'post'",
    ],
    ['subscription { onSent @skip(if: 1) }', "WrongType: argument 'if' has an invalid value @ 'onSent'"],
    ['query A { n } query A { n }', "DuplicateOperationName: There can be only one operation named 'A'"],
  ])('%s', async (document, sentence) => {
    expect(await errorsOf(document)).toContainEqual(
      expect.objectContaining({ path: null, message: `Validation error of type ${sentence}` }),
    );
  });

  it('is answered like a malformed request when it is no GraphQL at all', async () => {
    for (const text of ['', 'meow', '{}}', '{', '[]', '\u0000', '{ n', 'query Q($) { n }']) {
      expect(await query(executor, text)).toEqual({
        errors: [{ message: 'Unable to parse GraphQL query.', errorType: 'MalformedHttpRequestException' }],
      });
    }
  });

  it('must leave no doubt which operation is meant', async () => {
    expect(await errorsOf('query A { n } query B { n }')).toMatchObject([
      { message: 'Must provide operation name if query contains multiple operations.' },
    ]);
    const { answer } = await executor.execute({ query: 'query A { n }', operationName: 'C' }, ann, {});
    expect(answer).toMatchObject({ data: null, errors: [{ message: "Unknown operation named 'C'." }] });
  });

  it('does not subscribe over HTTP', async () => {
    expect(await errorsOf('subscription { onSent }')).toMatchObject([{ errorType: 'BadRequestException' }]);
  });
});

describe('variables that do not fit', () => {
  const document = 'query Q($id: ID!, $input: PostInput) { post(id: $id, input: $input) { id } }';
  it.each([
    [{}, "Variable 'id' has coerced Null value for NonNull type 'ID!'"],
    [{ id: null }, "Variable 'id' has coerced Null value for NonNull type 'ID!'"],
    [{ id: '1', input: {} }, "Variable 'input' has coerced Null value for NonNull type 'String!'"],
    [
      { id: '1', input: { title: 'a', x: 1 } },
      "The variables input contains a field name 'x' that is not defined for input object type 'PostInput' ",
    ],
    [{ id: '1', input: { title: 'a', at: 'noon' } }, "Variable 'input' has an invalid value."],
    [{ id: { a: 1 } }, "Variable 'id' has an invalid value."],
  ])('%j', async (variables, message) => {
    expect(await errorsOf(document, variables)).toEqual([expect.objectContaining({ path: null, message })]);
  });

  it('are never repeated in the answer', async () => {
    expect(JSON.stringify(await errorsOf(document, { id: { canary: 'tweet' } }))).not.toContain('tweet');
  });
});

describe('values that do not fit their type', () => {
  it('are null where null may be, with a sentence', async () => {
    expect(await query(answering('{ id: "1", at: "noon", kind: "SONG" }'), '{ post(id: 1) { id at kind } }')).toEqual({
      data: { post: { id: '1', at: null, kind: null } },
      errors: [
        {
          path: ['post', 'at'],
          locations: null,
          message: "Can't serialize value (/post/at) : Unable to serialize value as a valid AWSDateTime.",
        },
        {
          path: ['post', 'kind'],
          locations: null,
          message: "Can't serialize value (/post/kind) : Invalid input for Enum 'Kind'. No value found.",
        },
      ],
    });
    expect(await query(answering('5'), '{ list }')).toMatchObject({
      data: { list: null },
      errors: [{ message: "Can't resolve value (/list) : type mismatch error, expected type LIST" }],
    });
  });

  it('are not repeated in the sentence, since a resolver may have returned more than was asked for', async () => {
    const answer = await query(answering('{ secret: "canary" }'), '{ n kind }');
    expect(answer).toMatchObject({
      data: { n: null, kind: null },
      errors: [{ message: "Can't serialize value (/n) : Expected a value of type 'Int'." }, {}],
    });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it('make the parent null where null may not be', async () => {
    expect(await query(answering('{ id: "1", author: {} }'), '{ post(id: 1) { id author { name } } }')).toEqual({
      data: { post: { id: '1', author: null } },
      errors: [
        {
          path: ['post', 'author', 'name'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'String' within parent 'Author' (/post/author/name)",
        },
      ],
    });
  });

  it('take a whole list with them when its entries may not be null', async () => {
    expect(await query(answering('[{ id: "1" }, {}]'), '{ posts { id } }')).toMatchObject({
      data: { posts: null },
      errors: [
        {
          path: ['posts', 1, 'id'],
          message: "Cannot return null for non-nullable type: 'ID' within parent 'Post' (/posts[1]/id)",
        },
      ],
    });
  });

  it('take the whole answer with them at the root', async () => {
    expect(await query(answering('null'), '{ strict { id } }')).toMatchObject({
      data: null,
      errors: [{ path: ['strict'] }],
    });
  });
});

describe('an error with data', () => {
  it('shows only the data that was selected, and leaves the other fields alone', async () => {
    const failing = executorOf({
      schema,
      resolvers: {
        'Query.post': `export function request(ctx) { return {}; }
          export function response(ctx) { util.error('no', 'No', { id: '1', title: 't', author: { name: 'x', secret: 's' } }); }`,
        'Query.n': gives('7'),
      },
    });
    expect(await query(failing, '{ p: post(id: 1) { key: id author { name } } n }')).toMatchObject({
      data: { p: null, n: 7 },
      errors: [{ path: ['p'], data: { key: '1', author: { name: 'x' } }, errorType: 'No', errorInfo: null }],
    });
    const text = JSON.stringify(
      plain((await failing.execute({ query: '{ post(id: 1) { author { name } } }' }, ann, {})).answer),
    );
    expect(text).not.toContain('secret');
  });
});
