import { describe, expect, it } from 'vitest';
import type { SubscriptionPlan } from '../contract.ts';
import { projectEvent } from './index.ts';
import { ann, executorOf, gives, plain } from './test-kit.ts';

const executor = executorOf({
  schema: `
    type Query { a: Int }
    type Mutation { send(text: String): Message type: Typing }
    type Subscription {
      onSent(sessionId: ID!, kinds: [Kind!] = [TEXT]): Message @aws_subscribe(mutations: ["send"])
      onTyping: Typing @aws_subscribe(mutations: ["type"])
      refused: Message @aws_subscribe(mutations: ["send"])
    }
    enum Kind { TEXT CODE }
    type Message { id: ID! text: String sender: Sender at: AWSDateTime! replies: [Message!] tags: [String] any: Thing }
    type Sender { id: ID! name: String }
    type Typing { by: ID }
    union Thing = Sender | Typing
  `,
  resolvers: {
    'Subscription.onSent': `
      export function request(ctx) { return { payload: null }; }
      export function response(ctx) {
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ sessionId: { eq: ctx.args.sessionId } }));
        extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.identity.sub } }));
        return null;
      }`,
    'Subscription.refused': `export function request(ctx) { util.error('unable to subscribe; no such session', 'SessionNotFound'); } export function response(ctx) { return null; }`,
    'Mutation.send': gives('null'),
  },
});

const subscribe = (query: string, variables = {}) => executor.subscribe({ query, variables }, ann, {});

async function planOf(query: string, variables = {}): Promise<SubscriptionPlan> {
  const planned = await subscribe(query, variables);
  if ('errors' in planned) throw new Error(JSON.stringify(planned.errors));
  return planned.plan;
}

describe('subscribing', () => {
  it('yields a plan with coerced arguments and the filters that the resolver set', async () => {
    const plan = await planOf('subscription S($id: ID!) { onSent(sessionId: $id) { id } }', { id: 7 });
    expect(plan).toMatchObject({
      field: 'onSent',
      args: { sessionId: '7', kinds: ['TEXT'] },
      variables: { id: 7 },
      operationName: 'S',
    });
    expect(JSON.stringify(plan.filter)).toContain('"7"');
    expect(JSON.stringify(plan.invalidationFilter)).toContain('"ann"');
  });

  it('needs no resolver', async () => {
    const plan = await planOf('subscription { onTyping { by } }');
    expect(plan).toMatchObject({ field: 'onTyping', args: {} });
    expect(plan).not.toHaveProperty('filter');
  });

  it('is refused by util.error', async () => {
    expect(plain(await subscribe('subscription {\n refused { id } }'))).toEqual({
      errors: [
        {
          path: ['refused'],
          data: null,
          errorType: 'SessionNotFound',
          errorInfo: null,
          locations: [{ line: 2, column: 2, sourceName: null }],
          message: 'unable to subscribe; no such session',
        },
      ],
    });
  });

  it.each([
    ['no GraphQL', '{', 'Unable to parse GraphQL query.'],
    ['a query', '{ a }', 'Only subscriptions are served over the realtime endpoint.'],
    ['two root fields', 'subscription { onTyping { by } refused { id } }', 'A subscription has exactly one root field'],
    [
      'two root fields by a fragment',
      'subscription { ...f refused { id } } fragment f on Subscription { onTyping { by } }',
      'A subscription has exactly one root field',
    ],
    ['an unknown field', 'subscription { nope }', "Field 'nope' in type 'Subscription' is undefined"],
    ['a missing argument', 'subscription { onSent { id } }', 'Missing field argument sessionId'],
    [
      'a variable that is null',
      'subscription S($id: ID!) { onSent(sessionId: $id) { id } }',
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'nothing, by directive',
      'subscription { onTyping @skip(if: true) { by } }',
      'Only subscriptions are served over the realtime endpoint.',
    ],
  ])('refuses %s', async (_, document, message) => {
    const planned = await subscribe(document);
    expect('errors' in planned ? JSON.stringify(planned.errors) : planned).toContain(
      JSON.stringify(message).slice(1, -1),
    );
  });
});

describe('projectEvent', () => {
  const project = async (selection: string, value: Parameters<typeof projectEvent>[3], variables = {}) => {
    const head = Object.keys(variables).length > 0 ? '($yes: Boolean!)' : '';
    return projectEvent(
      executor.schema,
      await planOf(`subscription${head} { onSent(sessionId: "1") ${selection} }`, variables),
      'send',
      value,
    );
  };
  const message = {
    id: '1',
    text: 'hi',
    sender: { id: 'ann', name: 'Ann' },
    at: '2026-11-21T12:00:00Z',
    tags: ['a', null],
  };

  it('delivers the subscriber’s own selection, under its own names', async () => {
    expect(await project('{ key: id text sender { name } tags __typename }', message)).toEqual({
      data: { onSent: { key: '1', text: 'hi', sender: { name: 'Ann' }, tags: ['a', null], __typename: 'Message' } },
    });
  });

  it('delivers null for what the mutation did not select', async () => {
    expect(await project('{ id text sender { id name } }', { id: '1', sender: { id: 'ann' } })).toEqual({
      data: { onSent: { id: '1', text: null, sender: { id: 'ann', name: null } } },
    });
  });

  it('makes the parent null where null may not be, and says so once', async () => {
    expect(await project('{ id sender { id name } }', { id: '1', sender: { name: 'Ann' } })).toEqual({
      data: { onSent: { id: '1', sender: null } },
      errors: [
        {
          path: ['onSent', 'sender', 'id'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'ID' within parent 'Sender' (/onSent/sender/id)",
        },
      ],
    });
    expect(await project('{ id at }', { id: '1' })).toMatchObject({
      data: { onSent: null },
      errors: [{ path: ['onSent', 'at'] }],
    });
    expect(
      await project('{ id replies { id at } }', { id: '1', replies: [{ id: '2', at: 'x' }, { id: '3' }] }),
    ).toMatchObject({
      data: { onSent: { id: '1', replies: null } },
      errors: [{ path: ['onSent', 'replies', 1, 'at'] }],
    });
  });

  it('resolves fragments, directives and union members', async () => {
    const selection =
      '{ ...f text @skip(if: $yes) any { ... on Sender { name } ... on Typing { by } } } fragment f on Message { id @include(if: $yes) }';
    const plan = await planOf(
      `subscription($yes: Boolean!) { alias: onSent(sessionId: "1") ${selection.replace('} fragment', '} } fragment')}`,
      { yes: true },
    );
    expect(
      projectEvent(executor.schema, plan, 'send', { ...message, any: { __typename: 'Sender', name: 'N' } }),
    ).toEqual({
      data: { alias: { id: '1', any: { name: 'N' } } },
    });
    expect(projectEvent(executor.schema, plan, 'send', { ...message, any: { name: 'N' } })).toEqual({
      data: { alias: { id: '1', any: null } },
    });
  });

  it('delivers nothing of a mutation that does not feed the subscription', async () => {
    const plan = await planOf('subscription { onTyping { by } }');
    expect(projectEvent(executor.schema, plan, 'send', message)).toEqual({ data: null });
  });

  it('is not led astray by names of the prototype', async () => {
    expect(await project('{ id sender { id } }', { id: '1' })).toEqual({ data: { onSent: { id: '1', sender: null } } });
  });
});
