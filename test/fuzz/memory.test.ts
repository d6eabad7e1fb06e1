import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import { PRELUDE } from '../../runtime/executor/prelude.ts';
import { Live, ON_MESSAGE, upgradedSocket } from '../support/live.ts';
import { startParley, type Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import type { Person } from '../support/graphql.ts';
import { DocumentWriter } from './documents.ts';
import { Dice, saySeed, seed, timeout, times } from './rounds.ts';

const schema = buildSchema(`${PRELUDE}\n${await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8')}`);

/**
 * What the process may grow by after it is warm. V8 takes and gives back memory as it sees fit, some ten megabytes up and
 * down; what is kept of each request shows as more, since the syntax trees of the rounds are some 140 MB.
 */
const bound = 64 * 1024 * 1024;

describe('The memory of the process', () => {
  let parley: Parley;
  let ann: Person;
  let token: string;
  let sessionId: string;
  beforeAll(async () => {
    saySeed('test/fuzz/memory.test.ts');
    // A heap that may be lazy would hide for long what is never given back.
    parley = await startParley({ env: { NODE_OPTIONS: '--max-semi-space-size=2' } });
    [ann] = await people(parley, 'ann');
    token = await parley.token('ann');
    sessionId = (await ann.createSession(['bob'])).id;
  });
  afterAll(() => parley.stop());

  async function residentBytes(): Promise<number> {
    const metrics = parseJson(await (await fetch(`${parley.url}/dev/metrics`)).text());
    const gauges = isJsonObject(metrics) ? metrics['gauges'] : undefined;
    const bytes = isJsonObject(gauges) ? gauges['process.residentBytes'] : undefined;
    if (typeof bytes !== 'number') throw new Error('unable to measure; /dev/metrics has no process.residentBytes');
    return bytes;
  }

  let sequence = 0;

  /** What a hostile or busy client leaves behind: documents never seen before, small and as large as they may be; sockets that come and go. */
  async function round(): Promise<void> {
    sequence += 1;
    const dice = new Dice(seed + sequence);
    const unseen = `# ${sequence}\n`;
    // A syntax tree of about a megabyte, of which nothing is carried out.
    const ids = Array.from({ length: 4_500 }, (_, at) => `"u${at}"`).join(' ');
    const large = `mutation { createChatSession(input: { memberIds: [${ids}] }) @skip(if: true) { id } }`;
    for (let i = 0; i < 6; i += 1) expect((await post(unseen.repeat(i + 1) + large)).data).toEqual({});
    for (let i = 0; i < 10; i += 1) await send(JSON.stringify(new DocumentWriter(schema, dice).request('Query')));
    await send('x'.repeat(1_100_000));

    for (let i = 0; i < 2; i += 1) {
      const live = await Live.connect(parley.url, token);
      for (let s = 0; s < 10; s += 1) live.say(startOf(`s${s}`, unseen.repeat(s + 2) + ON_MESSAGE));
      await live.subscribe('last', ON_MESSAGE, { sessionId });
      if (i === 0) live.socket.terminate();
      else await live.close();
      (await upgradedSocket(parley.url, token)).destroy();
    }
    for (let i = 0; i < 5; i += 1) await ann.send(sessionId, randomUUID(), `message ${i}`);
  }

  const startOf = (id: string, query: string) => ({
    id,
    type: 'start',
    payload: {
      data: JSON.stringify({ query, variables: { sessionId } }),
      extensions: { authorization: { host: new URL(parley.url).host, Authorization: token } },
    },
  });

  const post = (query: string) => ann.ask(query);

  async function send(body: string): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: token };
    await (await fetch(`${parley.url}/graphql`, { method: 'POST', headers, body })).arrayBuffer();
  }

  it(
    'is flat under documents never seen before and sockets that come and go',
    async () => {
      // Until the heap has the size that it works with: from then on hundreds of rounds add nothing.
      for (let i = 0; i < 20; i += 1) await round();
      const warm = await residentBytes();
      // The least of several looks: a look just before a collection says nothing of what is kept.
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < times(12); i += 1) {
        await round();
        if (i >= times(12) - 6) least = Math.min(least, await residentBytes());
      }
      console.info(`resident: ${inMegabytes(warm)} MB warm, ${inMegabytes(least)} MB after ${times(12)} more rounds`);
      expect(least - warm).toBeLessThan(bound);
    },
    timeout,
  );
});

const inMegabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
