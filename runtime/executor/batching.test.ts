import { describe, expect, it } from 'vitest';
import type { DataSource, Json } from '../contract.ts';
import { createLambdaDataSource, createNoneDataSource } from '../data-sources/index.ts';
import { createEvaluator } from '../evaluator/index.ts';
import { isJsonArray } from '../json.ts';
import { createMetrics } from '../observe/index.ts';
import { createExecutor } from './index.ts';
import { gives, query } from './test-kit.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const schemaSdl = 'type Query { posts: [Post] } type Post { id: ID author: String shout: String }';
const asking = (operation: string, more = '') =>
  `export function request(ctx) { return { operation: '${operation}', payload: ctx.source.id${more} }; }
   export function response(ctx) { return ctx.error ? 'failed: ' + ctx.error.message : ctx.result; }`;

/** Five posts whose authors a function knows; `events` are what it was invoked with. */
function posts(author: string, maxBatchSize: number | undefined, answer: (event: Json) => Json) {
  const events: Json[] = [];
  const evaluator = createEvaluator();
  const service = createLambdaDataSource({
    name: 'ChatService',
    invoke: async (event) => {
      events.push(event);
      return answer(event);
    },
    metrics: createMetrics(),
    log: quiet,
  });
  const executor = createExecutor({
    schemaSdl,
    rows: [
      { type: 'Query', field: 'posts', kind: 'UNIT', dataSource: 'None' },
      {
        ...{ type: 'Post', field: 'author', kind: 'UNIT', dataSource: 'ChatService' },
        ...(maxBatchSize === undefined ? {} : { maxBatchSize }),
      },
    ],
    functions: {},
    code: new Map([
      [
        'Query.posts',
        evaluator.load({ name: 'posts', code: gives("['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))") }),
      ],
      ['Post.author', evaluator.load({ name: 'author', code: author })],
    ]),
    dataSources: new Map<string, DataSource>([
      ['None', createNoneDataSource({ name: 'None' })],
      ['ChatService', service],
    ]),
    env: {},
    metrics: createMetrics(),
    log: quiet,
  });
  return { executor, events };
}

const loud = (id: Json): string => `${typeof id === 'string' ? id : '?'}!`;
const louder = (event: Json): Json => (isJsonArray(event) ? event.map(loud) : loud(event));
const all = { data: { posts: ['a!', 'b!', 'c!', 'd!', 'e!'].map((author) => ({ author })) } };

describe('BatchInvoke', () => {
  it('resolves a field of several parents in one invocation, as many as maxBatchSize', async () => {
    const { executor, events } = posts(asking('BatchInvoke'), 3, louder);
    expect(await query(executor, '{ posts { author } }')).toEqual(all);
    expect(events).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('is an invocation for each parent without maxBatchSize', async () => {
    const { executor, events } = posts(asking('BatchInvoke'), undefined, louder);
    expect(await query(executor, '{ posts { author } }')).toEqual(all);
    expect(events).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
  });

  it('does not gather what is invoked one by one, or waits for no answer', async () => {
    const { executor, events } = posts(asking('Invoke'), 3, louder);
    expect(await query(executor, '{ posts { author } }')).toEqual(all);
    expect(events).toEqual(['a', 'b', 'c', 'd', 'e']);
    const event = posts(asking('BatchInvoke', ", invocationType: 'Event'"), 3, louder);
    await query(event.executor, '{ posts { author } }');
    expect(event.events).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
  });

  it('keeps the requests of different clients apart', async () => {
    const { executor, events } = posts(asking('BatchInvoke'), 100, louder);
    await Promise.all([query(executor, '{ posts { author } }'), query(executor, '{ posts { author } }')]);
    expect(events).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['a', 'b', 'c', 'd', 'e'],
    ]);
  });

  it('lets an entry fail alone, and all fail with an answer of another length', async () => {
    const one = posts(asking('BatchInvoke'), 5, () => [
      'A',
      { data: null, errorMessage: 'gone', errorType: 'Gone' },
      'C',
      'D',
      'E',
    ]);
    const authors = ['A', 'failed: gone', 'C', 'D', 'E'].map((author) => ({ author }));
    expect(await query(one.executor, '{ posts { author } }')).toEqual({ data: { posts: authors } });
    const short = posts(asking('BatchInvoke'), 5, () => ['A']);
    const failed = 'failed: The response of a batch must be a list as long as the batch.';
    expect(await query(short.executor, '{ posts { author } }')).toEqual({
      data: { posts: Array.from({ length: 5 }, () => ({ author: failed })) },
    });
  });
});
