import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRELUDE } from '../../runtime/executor/prelude.ts';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import { realtimeLimits } from '../../runtime/realtime/limits.ts';
import { Live, ON_MESSAGE, upgradedSocket } from '../support/live.ts';
import { startParley, type Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import type { Person } from '../support/graphql.ts';
import { untilGone } from '../support/sockets.ts';
import { expectErrors } from './answers.ts';
import { DocumentWriter, mutated } from './documents.ts';
import { frameBytes, FrameReader } from './frames.ts';
import { Dice, forAll, saySeed, timeout } from './rounds.ts';

const schema = buildSchema(`${PRELUDE}\n${await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8')}`);

describe('Bytes by chance', () => {
  let parley: Parley;
  let ann: Person;
  let token: string;
  let sessionId: string;
  beforeAll(async () => {
    saySeed('test/fuzz/endpoints.test.ts');
    parley = await startParley();
    [ann] = await people(parley, 'ann');
    token = await parley.token('ann');
    sessionId = (await ann.createSession(['bob'])).id;
  });
  afterAll(() => parley.stop());

  /** A message sent over HTTP reaches a subscriber: both endpoints work. */
  async function expectService(): Promise<void> {
    const live = await Live.connect(parley.url, token);
    expect(await live.subscribe('s', ON_MESSAGE, { sessionId })).toMatchObject({ type: 'start_ack' });
    const heard = live.next((frame) => frame.type === 'data');
    const { seq } = await ann.send(sessionId, randomUUID(), 'still here');
    expect(await heard).toMatchObject({ id: 's', payload: { data: { onMessageSent: { seq } } } });
    await live.close();
  }

  /** Everything the server says to `bytes` until it hangs up, which it is asked to by the end of the sending side. */
  async function said(bytes: Buffer): Promise<string> {
    const socket = connect(Number(new URL(parley.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    const closed = untilGone(socket);
    socket.end(bytes);
    await closed;
    return Buffer.concat(chunks).toString('latin1');
  }

  function requestBytes(dice: Dice): Buffer {
    const body = Buffer.from(JSON.stringify(new DocumentWriter(schema, dice).request()));
    const head = [
      `${dice.oneOf(['POST', 'POST', 'POST', 'GET', 'PUT', 'OPTIONS', 'HEAD'])} ${dice.oneOf(PATHS)} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Authorization: ${dice.oneOf([token, token, token, 'x', '', `Bearer ${token.slice(3)}`])}`,
      `Content-Type: ${dice.oneOf(['application/json', 'application/json', 'text/plain', 'x', ''])}`,
      `Content-Length: ${dice.happens(0.9) ? body.length : dice.upTo(body.length * 2)}`,
      ...(dice.happens(0.1) ? ['Transfer-Encoding: chunked'] : []),
      ...(dice.happens(0.1) ? ['Content-Encoding: gzip', 'Expect: 100-continue'] : []),
      'Connection: close',
      '',
      '',
    ].join('\r\n');
    const whole = Buffer.concat([Buffer.from(head), body]);
    return dice.happens(0.7) ? whole : damaged(whole, dice);
  }

  it(
    'in an HTTP request are answered in HTTP, and never with a failure of the server',
    async () => {
      const requests = fc.integer().map((start) => requestBytes(new Dice(start)));
      const statuses = new Set<number>();
      await forAll(requests, 600, async (bytes) => {
        for (const [, status = ''] of (await said(bytes)).matchAll(/(?:^|\r\n)HTTP\/1\.1 (\d{3})/g)) {
          expect(Number(status)).toBeLessThan(500);
          statuses.add(Number(status));
        }
      });
      expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 405]));
      await expectService();
    },
    timeout,
  );

  it(
    'in the messages of a client that was let in are answered by the protocol, and its neighbours hear what they asked for',
    async () => {
      const conversations = fc.integer().map((start) => messagesBy(new Dice(start)));
      await forAll(conversations, 150, async (messages) => {
        const live = await Live.connect(parley.url, token);
        const frames: string[] = [];
        live.onFrame = (frame) => void frames.push(JSON.stringify(frame));
        for (const message of messages) live.socket.send(message);
        // A stop is always answered; two round trips leave the starts time for their answers.
        for (const id of ['last', 'very last']) {
          const answered = live.next((frame) => frame.id === id);
          live.say({ type: 'stop', id });
          await answered;
        }
        await live.close();
        for (const frame of frames) expectFrame(frame);
      });
      await expectService();
    },
    timeout,
  );

  it(
    'in frames that break the rules of WebSocket are hung up on or passed over, and nothing but frames is said',
    async () => {
      const streams = fc.integer().map((start) => frameStream(new Dice(start)));
      await forAll(streams, 300, async (bytes) => {
        const socket = await upgradedSocket(parley.url, token);
        const reader = new FrameReader();
        socket.on('data', (chunk) => reader.add(chunk));
        const closed = untilGone(socket);
        socket.end(bytes);
        await closed;
        for (const { opcode, payload } of reader.frames()) {
          expect([1, 8, 10]).toContain(opcode);
          if (opcode === 1) expectFrame(payload.toString());
        }
      });
      await expectService();
    },
    timeout,
  );

  function messagesBy(dice: Dice): string[] {
    const ids = ['a', 'b', 'a', '', 'x'.repeat(128), 'é\u0000', '__proto__'];
    const messages = dice.some(12, () => {
      const { query, variables } = new DocumentWriter(schema, dice).request(
        dice.oneOf(['Subscription', 'Subscription', 'Query']),
      );
      const data = JSON.stringify({
        query: dice.happens(0.2) ? ON_MESSAGE : query,
        variables: dice.happens(0.3) ? { sessionId } : variables,
      });
      const authorization = { host: '127.0.0.1', Authorization: dice.oneOf([token, token, token, 'x', '']) };
      const start = { id: dice.oneOf(ids), type: 'start', payload: { data, extensions: { authorization } } };
      const message = JSON.stringify(
        dice.oneOf([
          start,
          start,
          start,
          { type: 'stop', id: dice.oneOf(ids) },
          { type: 'connection_init' },
          { type: 'ka' },
          [],
          null,
          1,
        ]),
      );
      return dice.happens(0.3) ? mutated(message, dice) : message;
    });
    // A larger one closes the connection, which is tested beside the gateway.
    return messages.filter((message) => Buffer.byteLength(message) <= realtimeLimits.messageBytes);
  }

  function frameStream(dice: Dice): Buffer {
    const frames = dice.some(6, () => {
      const payload = dice.happens(0.5) ? Buffer.from(messagesBy(dice)[0] ?? '') : randomBytesBy(dice, 300);
      return frameBytes({
        payload,
        opcode: dice.oneOf([0, 1, 1, 1, 2, 3, 8, 9, 10, 15]),
        final: dice.happens(0.8),
        reserved: dice.oneOf([0, 0, 0, 1, 4, 7]),
        masked: dice.happens(0.9),
        claimedLength: dice.oneOf([payload.length, payload.length, payload.length, 0, 126, 70_000, 2 ** 40]),
      });
    });
    const bytes = Buffer.concat(frames);
    return dice.happens(0.8) ? bytes : damaged(bytes, dice);
  }
});

const PATHS = [
  '/graphql',
  '/graphql',
  '/graphql',
  '/graphql?x=%',
  '/graphql/realtime',
  '/',
  '/%',
  '/..%2f..%2f',
  '/dev/metrics',
  '/healthz',
];

const FRAME_TYPES = ['connection_ack', 'connection_error', 'ka', 'start_ack', 'data', 'error', 'complete'];

function expectFrame(text: string): void {
  const frame = parseJson(text);
  if (!isJsonObject(frame)) throw new Error(`a frame that is no JSON object: ${text.slice(0, 200)}`);
  expect(FRAME_TYPES).toContain(frame['type']);
  const payload = frame['payload'];
  if (frame['type'] === 'error') expectErrors(isJsonObject(payload) ? (payload['errors'] ?? null) : null);
}

function randomBytesBy(dice: Dice, most: number): Buffer {
  return Buffer.from(dice.some(most, () => dice.upTo(255)));
}

function damaged(bytes: Buffer, dice: Dice): Buffer {
  const at = dice.upTo(bytes.length);
  const rest = bytes.subarray(Math.min(bytes.length, at + dice.oneOf([0, 1, 20])));
  return Buffer.concat([bytes.subarray(0, at), randomBytesBy(dice, 20), dice.happens(0.5) ? rest : Buffer.alloc(0)]);
}
