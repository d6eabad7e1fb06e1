import { describe, expect, it } from 'vitest';
import { ann, executorOf, gives, jsonIn, plain, query, within } from './test-kit.ts';

const any = 'type Query { value: AWSJSON }';
const valueOf = async (executor: ReturnType<typeof executorOf>) => {
  const answer = await query(executor, '{ value }');
  return { ...answer, value: jsonIn(within(answer, 'data', 'value')) };
};
const pipelineOf = (code: string, functions: Readonly<Record<string, string>>, order = Object.keys(functions)) =>
  executorOf({ schema: any, resolvers: { 'Query.value': { code, functions: order } }, functions });
const through = 'export function request(ctx) { return {}; } export function response(ctx) { return ctx.prev.result; }';

describe('a unit resolver', () => {
  it('goes from the request handler over the data source to the response handler', async () => {
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': gives('{ n: 1 }').replace('return ctx.result', 'return [ctx.result, "seen"]') },
    });
    expect((await valueOf(executor)).value).toEqual([{ n: 1 }, 'seen']);
  });

  it('answers the data source’s result when it has no response handler', async () => {
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': 'export function request(ctx) { return { payload: 5 }; }' },
    });
    expect((await valueOf(executor)).value).toBe(5);
  });

  it('tells its handlers who calls, what with, and what is wanted', async () => {
    const schema =
      'type Query { post(id: ID!, n: Int = 3): Post } type Post { id: ID seen: AWSJSON author: Author } type Author { name: String }';
    const executor = executorOf({ schema, resolvers: { 'Query.post': gives('{ id: ctx.args.id, seen: ctx }') } });
    const answer = await query(executor, 'query Q($id: ID!) { post(id: $id) { id seen author { name } } }', {
      id: 'p1',
      other: 1,
    });
    expect(jsonIn(within(answer, 'data', 'post', 'seen'))).toMatchObject({
      arguments: { id: 'p1', n: 3 },
      identity: { sub: 'ann' },
      source: null,
      request: { headers: { 'x-test': 'yes' } },
      env: { STAGE: 'test' },
      stash: {},
      info: {
        fieldName: 'post',
        parentTypeName: 'Query',
        variables: { id: 'p1', other: 1 },
        selectionSetList: ['id', 'seen', 'author', 'author/name'],
        selectionSetGraphQL: '{\n  id\n  seen\n  author {\n    name\n  }\n}',
      },
    });
  });

  it('finds the parent’s value in ctx.source', async () => {
    const schema = 'type Query { posts: [Post] } type Post { id: ID shout: String }';
    const executor = executorOf({
      schema,
      resolvers: {
        'Query.posts': gives('[{ id: "a" }, { id: "b" }]'),
        'Post.shout': gives('ctx.source.id.toUpperCase()'),
      },
    });
    expect(await query(executor, '{ posts { shout } }')).toEqual({ data: { posts: [{ shout: 'A' }, { shout: 'B' }] } });
  });

  it('skips data source and response handler when the request handler returns early', async () => {
    let asked = 0;
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': gives('1').replace('return {', 'runtime.earlyReturn("early"); return {') },
      answer: async () => ({ ok: true, result: (asked += 1) }),
    });
    expect((await valueOf(executor)).value).toBe('early');
    expect(asked).toBe(0);
  });
});

describe('a data source’s error', () => {
  const failing = async () =>
    ({ ok: false, error: { type: 'DynamoDB:X', message: 'no' }, result: { current: 1 } }) as const;

  it('is the response handler’s to decide on, with the result beside it', async () => {
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': gives('1').replace('ctx.result', '[ctx.error, ctx.result]') },
      answer: failing,
    });
    expect(await valueOf(executor)).toMatchObject({ value: [{ type: 'DynamoDB:X', message: 'no' }, { current: 1 }] });
    expect(await valueOf(executor)).not.toHaveProperty('errors');
  });

  it('is the field’s error when there is no response handler', async () => {
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': 'export function request(ctx) { return {}; }' },
      answer: failing,
    });
    expect(await valueOf(executor)).toMatchObject({
      value: null,
      errors: [{ errorType: 'DynamoDB:X', message: 'no', data: { current: 1 } }],
    });
  });

  it('that says the request is of the wrong form cannot be hidden by the response handler', async () => {
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': gives('1') },
      answer: async () => ({ ok: false, error: { type: 'MappingTemplate', message: 'bad' } }),
    });
    expect(await valueOf(executor)).toMatchObject({
      value: null,
      errors: [{ errorType: 'MappingTemplate', message: 'bad' }],
    });
  });

  it('that is a bug is logged by its name, and the client learns nothing of it', async () => {
    const logged: unknown[] = [];
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': gives('1') },
      answer: async () => {
        throw new TypeError('secret detail');
      },
      onLog: (event, fields) => logged.push([event, fields]),
    });
    const answer = await valueOf(executor);
    expect(answer).toMatchObject({ errors: [{ errorType: 'InternalFailure', path: ['value'] }] });
    expect(JSON.stringify(answer)).not.toContain('secret detail');
    expect(JSON.stringify(logged)).toContain('TypeError');
  });
});

describe('a pipeline', () => {
  it('hands each value on as ctx.prev.result and shares the stash', async () => {
    const executor = pipelineOf(
      `export function request(ctx) { ctx.stash.trail = ['before']; return 'b'; }
       export function response(ctx) { return [ctx.prev.result, ctx.stash.trail]; }`,
      {
        one: `export function request(ctx) { ctx.stash.trail.push('one sees ' + ctx.prev.result); return { payload: 1 }; }
              export function response(ctx) { ctx.stash.kept = ctx.result; return 'from one'; }`,
        two: `export function request(ctx) { ctx.stash.trail.push('two sees ' + ctx.prev.result); return { payload: ctx.stash.kept }; }
              export function response(ctx) { return ctx.result + 1; }`,
      },
    );
    expect((await valueOf(executor)).value).toEqual([2, ['before', 'one sees b', 'two sees from one']]);
  });

  it('gives every field a stash of its own', async () => {
    const schema = 'type Query { a: Int b: Int }';
    const code = `export function request(ctx) { ctx.stash.n = (ctx.stash.n ?? 0) + 1; return { payload: ctx.stash.n }; }
                  export function response(ctx) { return ctx.result; }`;
    const executor = executorOf({ schema, resolvers: { 'Query.a': code, 'Query.b': code } });
    expect(await query(executor, '{ a b }')).toEqual({ data: { a: 1, b: 1 } });
  });

  const note = (name: string) =>
    `export function request(ctx) { ctx.stash.ran.push('${name}'); return { payload: '${name}' }; } export function response(ctx) { return ctx.result; }`;
  const noting = `export function request(ctx) { ctx.stash.ran = []; return {}; }
                  export function response(ctx) { return [ctx.prev.result, ctx.stash.ran]; }`;

  it('goes on with the next function after an early return', async () => {
    const early = `export function request(ctx) { runtime.earlyReturn('skipped'); }
                   export function response(ctx) { ctx.stash.ran.push('never'); return 'never'; }`;
    expect((await valueOf(pipelineOf(noting, { one: note('one'), early, last: note('last') }))).value).toEqual([
      'last',
      ['one', 'last'],
    ]);
    expect((await valueOf(pipelineOf(noting, { one: note('one'), early }))).value).toEqual(['skipped', ['one']]);
  });

  it('goes to the after handler when an early return says END', async () => {
    const early = `export function request(ctx) { runtime.earlyReturn('done', { skipTo: 'END' }); } export function response(ctx) { return 'never'; }`;
    expect((await valueOf(pipelineOf(noting, { early, last: note('last') }))).value).toEqual(['done', []]);
    const late = `export function request(ctx) { return {}; } export function response(ctx) { runtime.earlyReturn('late', { skipTo: 'END' }); }`;
    expect((await valueOf(pipelineOf(noting, { late, last: note('last') }))).value).toEqual(['late', []]);
  });

  it('skips all functions, but not the after handler, when the before handler returns early', async () => {
    const before = noting.replace('return {};', "runtime.earlyReturn('at once');");
    expect((await valueOf(pipelineOf(before, { one: note('one') }))).value).toEqual(['at once', []]);
  });

  it('runs the same function as often as it is listed', async () => {
    const add = `export function request(ctx) { return { payload: (ctx.prev.result ?? 0) + 1 }; } export function response(ctx) { return ctx.result; }`;
    const executor = pipelineOf('export function response(ctx) { return ctx.prev.result; }', { add }, [
      'add',
      'add',
      'add',
    ]);
    expect((await valueOf(executor)).value).toBe(3);
  });

  it('ends with the first error, whatever comes after', async () => {
    let asked = 0;
    const executor = executorOf({
      schema: any,
      resolvers: { 'Query.value': { code: through, functions: ['refuses', 'next'] } },
      functions: {
        refuses: `export function request(ctx) { util.error('unable to post; the session is frozen', 'SessionReadOnly', { a: 1 }, { limit: 3 }); }
                  export function response(ctx) { return 1; }`,
        next: gives('1'),
      },
      answer: async () => ({ ok: true, result: (asked += 1) }),
    });
    expect(await query(executor, '{\n  value\n}')).toEqual({
      data: { value: null },
      errors: [
        {
          path: ['value'],
          data: { a: 1 },
          errorType: 'SessionReadOnly',
          errorInfo: { limit: 3 },
          locations: [{ line: 2, column: 3, sourceName: null }],
          message: 'unable to post; the session is frozen',
        },
      ],
    });
    expect(asked).toBe(0);
  });

  it('keeps its value beside what appendError collected', async () => {
    const warn = `export function request(ctx) { util.appendError('first', 'A'); return { payload: 1 }; }
                  export function response(ctx) { util.appendError('second', 'B', null, { n: 2 }); return ctx.result; }`;
    const answer = await valueOf(pipelineOf(through, { warn }));
    expect(answer).toMatchObject({
      value: 1,
      errors: [
        { message: 'first', errorType: 'A', path: ['value'], locations: [{ line: 1, column: 3, sourceName: null }] },
        { message: 'second', errorType: 'B', errorInfo: { n: 2 } },
      ],
    });
  });
});

describe('the start', () => {
  it('names everything that the rows mention and that is not there', () => {
    const attempt = () =>
      executorOf({
        schema: any,
        resolvers: { 'Query.nothing': gives('1'), 'Query.value': { code: through, functions: ['lost'] } },
      });
    expect(attempt).toThrow('unable to wire the resolvers; missing: schema field Query.nothing, function lost');
  });
});

describe('the events of a mutation', () => {
  const schema = `type Query { a: Int } type Mutation { send(text: String): Message fail: Message nothing: Message } type Message { id: ID! text: String at: AWSDateTime }`;
  const executor = executorOf({
    schema,
    resolvers: {
      'Mutation.send': gives("{ id: '1', text: ctx.args.text, at: '2026-11-21T12:00:00Z', secret: 'x' }"),
      'Mutation.fail':
        "export function request(ctx) { util.error('no', 'No'); } export function response(ctx) { return 1; }",
      'Mutation.nothing': gives('null'),
    },
  });

  it('hold what the mutation selected, by response name, of each field that has a value', async () => {
    const { events } = await executor.execute(
      {
        query:
          'mutation { first: send(text: "a") { id body: text } ...more fail { id } nothing { id } } fragment more on Mutation { send(text: "b") { id } }',
      },
      ann,
      {},
    );
    expect(plain(events)).toEqual([
      { field: 'send', value: { id: '1', body: 'a' } },
      { field: 'send', value: { id: '1' } },
    ]);
  });

  it('are none for a query', async () => {
    expect((await executor.execute({ query: '{ a }' }, ann, {})).events).toEqual([]);
  });
});

describe('extensions.invalidateSubscriptions', () => {
  const invalidate = (times: number) => `
    export function request(ctx) {
      ${'extensions.invalidateSubscriptions({ subscriptionField: "onSent", payload: { userId: "bob" } });'.repeat(times)}
      return { payload: 1 };
    }
    export function response(ctx) { return ctx.result; }`;
  const run = (times: number, order: readonly string[]) =>
    executorOf({
      schema: 'type Query { a: Int } type Mutation { kick: Int } type Subscription { onSent: Int }',
      resolvers: { 'Mutation.kick': { code: through, functions: order } },
      functions: { drop: invalidate(times) },
    }).execute({ query: 'mutation { kick }' }, ann, {});

  it('is handed on with the answer', async () => {
    expect((await run(1, ['drop'])).invalidations).toEqual([
      { subscriptionField: 'onSent', payload: { userId: 'bob' } },
    ]);
  });

  it('works five times a request, over all of its handlers', async () => {
    expect((await run(2, ['drop', 'drop'])).answer).toEqual({ data: { kick: 1 } });
    expect((await run(3, ['drop', 'drop'])).answer).toMatchObject({
      data: { kick: null },
      errors: [{ errorType: 'BadRequestException' }],
    });
  });
});
