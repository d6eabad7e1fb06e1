import { describe, expect, it } from 'vitest';
import { Client } from '../../test/runtime-front/client.ts';
import { echoExecutor, note, ON_NOTE } from '../../test/runtime-front/notes-api.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import { realtimeLimits } from './limits.ts';

describe('the realtime protocol', () => {
  it('acknowledges a connection with the time after which silence means it is gone', async () => {
    const client = await (await openStage()).connect();
    client.say({ type: 'connection_init' });
    expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
    expect(client.socket.protocol).toBe('graphql-ws');
  });

  it('delivers what a mutation over HTTP made to the subscribers of that session and to nobody else', async () => {
    const stage = await openStage();
    const [here, there] = [await stage.connect(), await stage.connect()];
    await here.init();
    await there.init();
    expect(await here.subscribe('a', ON_NOTE, { s: 's1' })).toEqual({ id: 'a', type: 'start_ack' });
    await there.subscribe('b', ON_NOTE, { s: 's2' });

    const response = await stage.post(
      JSON.stringify({ query: 'mutation { note(sessionId: "s1", text: "hi") { sessionId text author } }' }),
      { authorization: await stage.token() },
    );
    expect(await response.json()).toEqual({ data: { note: { sessionId: 's1', text: 'hi', author: null } } });
    expect(await here.next()).toEqual({
      id: 'a',
      type: 'data',
      payload: { data: { onNote: { sessionId: 's1', text: 'hi' } } },
    });

    stage.realtime.publish(note('s2'));
    expect(await there.next()).toMatchObject({
      id: 'b',
      type: 'data',
      payload: { data: { onNote: { sessionId: 's2' } } },
    });
    expect(there.messages).toHaveLength(3);
  });

  it('says nothing more after a stop, and completes', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    await client.subscribe('a', ON_NOTE, { s: 's1' });
    client.say({ id: 'a', type: 'stop' });
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' });
    stage.realtime.publish(note('s1'));
    expect(stage.metrics.of('realtime.deliveries')).toBe(0);
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(0);
  });

  it.each([
    ['no JSON', '{"type":', ''],
    ['a JSON array', '[]', ''],
    ['null', 'null', ''],
    ['an unknown type', '{"id":"x","type":"subscribe"}', 'x'],
    ['a start without an id', '{"type":"start","payload":{"data":"{}"}}', ''],
    ['a start with a number as id', '{"id":1,"type":"start","payload":{"data":"{}"}}', ''],
    ['a start without payload', '{"id":"x","type":"start"}', 'x'],
    ['a start with the query where the data belongs', '{"id":"x","type":"start","payload":{"query":"{a}"}}', 'x'],
    ['a stop without an id', '{"type":"stop"}', ''],
    ['endless nesting', '['.repeat(50_000), ''],
  ])('answers %s with UnsupportedOperation and goes on', async (_, text, id) => {
    const client = await (await openStage()).connect();
    await client.init();
    client.say(text);
    expect(await client.next()).toEqual({
      id,
      type: 'error',
      payload: {
        errors: [{ errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' }],
      },
    });
    expect(await client.subscribe('a', ON_NOTE, { s: 's1' })).toEqual({ id: 'a', type: 'start_ack' });
  });

  it.each([
    ['data that is no JSON', 'subscription'],
    ['data without a query', '{}'],
    ['a list as variables', '{"query":"subscription { onAny { text } }","variables":[]}'],
    ['a number as operation name', '{"query":"subscription { onAny { text } }","operationName":1}'],
  ])('refuses a start with %s', async (_, data) => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    const authorization = { host: 'localhost', Authorization: await stage.token() };
    client.say({ id: 'a', type: 'start', payload: { data, extensions: { authorization } } });
    expect(await client.next()).toMatchObject({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'MalformedHttpRequestException' }] },
    });
  });

  it('passes on what the executor refuses, under the id of the start', async () => {
    const stage = await openStage({ rule: () => ({ refuse: 'unable to subscribe; there is no such session' }) });
    const client = await stage.connect();
    await client.init();
    expect(await client.subscribe('a', ON_NOTE, { s: 's1' })).toEqual({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'NotAMember', message: 'unable to subscribe; there is no such session' }] },
    });
    expect(await client.subscribe('b', 'subscription { nope }')).toMatchObject({ id: 'b', type: 'error' });
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(0);
  });

  it('refuses a second subscription under the same id and keeps the first', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    await client.subscribe('a', ON_NOTE, { s: 's1' });
    expect(await client.subscribe('a', ON_NOTE, { s: 's2' })).toMatchObject({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id a' }] },
    });
    stage.realtime.publish(note('s1'));
    expect(await client.next()).toMatchObject({ id: 'a', type: 'data' });
  });

  it('refuses the 201st subscription of a connection', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    for (let at = 0; at < realtimeLimits.subscriptionsPerConnection; at += 1)
      client.start(`n${at}`, ON_NOTE, { s: 's1' });
    for (let at = 0; at < realtimeLimits.subscriptionsPerConnection; at += 1) await client.next();
    expect(await client.subscribe('one-more', ON_NOTE, { s: 's1' })).toEqual({
      id: 'one-more',
      type: 'error',
      payload: {
        errors: [{ errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 200 subscriptions reached' }],
      },
    });
    client.say({ id: 'n7', type: 'stop' });
    await client.next();
    expect(await client.subscribe('one-more', ON_NOTE, { s: 's1' })).toEqual({ id: 'one-more', type: 'start_ack' });
  });

  it('keeps connections alive once a minute', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    stage.clock.advance(59_000);
    stage.tick();
    stage.clock.advance(1_000);
    stage.tick();
    stage.tick();
    expect(await client.next()).toEqual({ type: 'ka' });
    await client.subscribe('a', ON_NOTE, { s: 's1' });
    expect(client.messages.filter(({ type }) => type === 'ka')).toHaveLength(1);
  });

  it('shows resolvers the address of the socket, whatever the start claims', async () => {
    const seen: unknown[] = [];
    const executor = echoExecutor();
    const stage = await openStage({
      executor: {
        ...executor,
        subscribe: (request, caller, headers) => {
          seen.push(caller.identity?.['sourceIp'], headers['x-forwarded-for'], headers['x-tenant']);
          return executor.subscribe(request, caller, headers);
        },
      },
    });
    const client = await stage.connect();
    const authorization = { Authorization: await stage.token(), 'X-Forwarded-For': '10.0.0.1', 'X-Tenant': 't1' };
    client.say({
      id: 'a',
      type: 'start',
      payload: { data: JSON.stringify({ query: ON_NOTE }), extensions: { authorization } },
    });
    expect(await client.next()).toEqual({ id: 'a', type: 'start_ack' });
    expect(seen).toEqual([['127.0.0.1'], '127.0.0.1', 't1']);
  });

  it('takes clients that send their header as a query parameter and skip connection_init', async () => {
    const stage = await openStage();
    const token = await stage.token();
    const header = Buffer.from(JSON.stringify({ host: 'localhost', Authorization: token })).toString('base64');
    const path = `/realtime?header=${encodeURIComponent(header)}&payload=e30=`;
    const client = new Client(stage.port, token, { path, protocols: ['graphql-ws'] });
    await client.opened;
    expect(await client.subscribe('a', ON_NOTE, { s: 's1' })).toEqual({ id: 'a', type: 'start_ack' });
  });
});
