import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Client, encodedHeader } from '../../test/runtime-front/client.ts';
import { ON_NOTE } from '../../test/runtime-front/notes-api.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import type { Stage } from '../../test/runtime-front/stage.ts';
import { rawRequest, rawSocket, untilClosed, untilSays } from '../../test/runtime-front/raw.ts';

async function expectService(stage: Stage): Promise<void> {
  const response = await stage.post('{"query":"{ hello }"}', { authorization: await stage.token() });
  expect(await response.json()).toEqual({ data: { hello: 'world' } });
  const client = await stage.connect();
  await client.init();
  expect(await client.subscribe('a', ON_NOTE, { s: 's1' })).toEqual({ id: 'a', type: 'start_ack' });
  client.socket.close();
}

async function handshake(stage: Stage): Promise<string> {
  return [
    'GET /graphql/realtime HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: graphql-ws, header-${encodedHeader(await stage.token())}`,
    '',
    '',
  ].join('\r\n');
}

/** A client's frame under a mask of zeros, which leaves the payload readable here. */
function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const length = Buffer.alloc(payload.length < 126 ? 2 : 4);
  length[0] = 0x80 | opcode;
  if (payload.length < 126) length[1] = 0x80 | payload.length;
  else {
    length[1] = 0x80 | 126;
    length.writeUInt16BE(payload.length, 2);
  }
  return Buffer.concat([length, Buffer.alloc(4), payload]);
}

describe('hostile bytes', () => {
  it('at the port never end the service', async () => {
    const stage = await openStage();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), async (bytes) => {
        const socket = await rawSocket(stage.port);
        socket.end(Buffer.from(bytes));
        await untilClosed(socket);
      }),
      { numRuns: 25 },
    );
    await expectService(stage);
  });

  it('after a WebSocket handshake never end the service', async () => {
    const stage = await openStage();
    const opening = await handshake(stage);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), async (bytes) => {
        const socket = await rawSocket(stage.port);
        socket.write(opening);
        await once(socket, 'data');
        socket.end(Buffer.from(bytes));
        await untilClosed(socket);
      }),
      { numRuns: 25 },
    );
    await expectService(stage);
  });

  it('inside well-formed frames never end the service', async () => {
    const stage = await openStage();
    const opening = await handshake(stage);
    const valid = JSON.stringify({
      id: 'a',
      type: 'start',
      payload: { data: JSON.stringify({ query: ON_NOTE, variables: { s: 's1' } }), extensions: { authorization: {} } },
    });
    const mutated = fc
      .tuple(fc.nat(valid.length), fc.string({ unit: 'binary', maxLength: 8 }), fc.nat(12))
      .map(([at, inserted, cut]) => valid.slice(0, at) + inserted + valid.slice(at + cut));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0, 1, 1, 1, 9, 10), mutated), { maxLength: 8 }),
        async (frames) => {
          const socket = await rawSocket(stage.port);
          socket.write(opening);
          await once(socket, 'data');
          for (const [opcode, text] of frames) socket.write(maskedFrame(opcode, Buffer.from(text)));
          socket.end();
          await untilClosed(socket);
        },
      ),
      { numRuns: 25 },
    );
    await expectService(stage);
  });

  it.each([
    ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a TLS hello', Buffer.from('160301020001000001fc0303', 'hex'), /^HTTP\/1\.1 400 /],
    ['40 KB of headers', `GET / HTTP/1.1\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'length and chunks',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'an upgrade to something else',
      'GET /graphql/realtime HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a WebSocket without a key',
      'GET /graphql/realtime HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a WebSocket at another address',
      'GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404 /,
    ],
    ['an address that is no URL', 'GET //[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 404 /],
  ])('as %s are refused', async (_, bytes, answer) => {
    const stage = await openStage();
    expect(await rawRequest(stage.port, bytes)).toMatch(answer);
    await expectService(stage);
  });

  it('as a client that never finishes its headers are cut off', async () => {
    const stage = await openStage({ gateway: { limits: { headersMs: 100, requestMs: 200 } } });
    expect(await rawRequest(stage.port, 'GET / HTTP/1.1\r\nHost: loc')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('as a client that never finishes its body are cut off', async () => {
    const stage = await openStage({ gateway: { limits: { headersMs: 100, requestMs: 200 } } });
    const answer = await rawRequest(stage.port, 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{');
    expect(answer).toMatch(/^HTTP\/1\.1 40[08] /);
  });
});

describe('hostile frames', () => {
  async function opened(stage: Stage): Promise<Client> {
    const client = await stage.connect();
    await client.init();
    return client;
  }

  it('of binary data close the connection', async () => {
    const client = await opened(await openStage());
    client.socket.send(randomBytes(16));
    expect((await client.closed).code).toBe(1003);
  });

  it('larger than a message may be close the connection', async () => {
    const client = await opened(await openStage());
    client.say('x'.repeat(128 * 1024 + 1));
    expect((await client.closed).code).toBe(1009);
  });

  it('that are no UTF-8 close the connection', async () => {
    const client = await opened(await openStage());
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await client.closed).code).toBe(1007);
  });

  it('cut in half leave nothing behind', async () => {
    const stage = await openStage();
    const socket = await rawSocket(stage.port);
    socket.write(await handshake(stage));
    await once(socket, 'data');
    socket.write(maskedFrame(1, Buffer.from('{"type":"connection_init"}')).subarray(0, 12));
    await expect.poll(() => stage.metrics.gauges.get('realtime.connections')?.()).toBe(1);
    socket.destroy();
    await expect.poll(() => stage.metrics.gauges.get('realtime.connections')?.()).toBe(0);
    await expectService(stage);
  });

  it('in a flood before the credentials were checked close the connection', async () => {
    const stage = await openStage();
    const socket = await rawSocket(stage.port);
    const ping = maskedFrame(1, Buffer.from('{"type":"connection_init"}'));
    socket.write(Buffer.concat([Buffer.from(await handshake(stage)), ...Array.from({ length: 100 }, () => ping)]));
    await untilSays(socket, 'too many messages');
    await expectService(stage);
  });

  it('that ignore the closing handshake are hung up on', async () => {
    const stage = await openStage();
    const socket = await rawSocket(stage.port);
    socket.write(await handshake(stage));
    const ended = untilClosed(socket);
    await expect
      .poll(() => {
        stage.clock.advance(200);
        stage.tick();
        return stage.metrics.gauges.get('realtime.connections')?.();
      })
      .toBe(1);
    socket.write(maskedFrame(2, Buffer.alloc(4)));
    await expect
      .poll(() => {
        stage.clock.advance(200);
        stage.tick();
        return stage.metrics.gauges.get('realtime.connections')?.();
      })
      .toBe(0);
    await ended;
  });

  it.each([
    ['a header that is no base64', ['graphql-ws', 'header-!!!']],
    ['a header that is no JSON', ['graphql-ws', `header-${Buffer.from('{').toString('base64url')}`]],
    ['a header that is a list', ['graphql-ws', `header-${Buffer.from('[]').toString('base64url')}`]],
    ['no header', ['graphql-ws']],
  ])('of a handshake with %s are refused', async (_, protocols) => {
    const stage = await openStage();
    const client = new Client(stage.port, '', { protocols });
    await client.opened;
    client.say({ type: 'connection_init' });
    expect(await client.next()).toMatchObject({
      type: 'connection_error',
      payload: { errors: [{ message: 'Valid authorization header not provided.' }] },
    });
    expect((await client.closed).code).toBe(1008);
  });

  it('of a client that does not speak graphql-ws are refused', async () => {
    const stage = await openStage();
    const socket = await rawSocket(stage.port);
    socket.write((await handshake(stage)).replace('graphql-ws, ', ''));
    await once(socket, 'data');
    socket.write(maskedFrame(1, Buffer.from('{"type":"connection_init"}')));
    await untilSays(socket, 'NoProtocolError');
  });
});
