import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRELUDE } from '../../runtime/executor/prelude.ts';
import { inspectable, Inspected, type Memory } from '../support/inspected.ts';
import { Live, ON_MESSAGE, upgradedSocket } from '../support/live.ts';
import { startParley, type Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import type { Person } from '../support/graphql.ts';
import { DocumentWriter } from './documents.ts';
import { Dice, saySeed, seed, timeout, times } from './rounds.ts';

const schema = buildSchema(`${PRELUDE}\n${await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8')}`);

/**
 * What the process may keep more than when it was warm. After a collection that is a megabyte or so up and down, also after
 * hundreds of rounds; to keep the syntax trees would be some 30 MB or more, and to keep what is left of closed sockets some 4.
 */
const keptBound = 2.5 * 1024 * 1024;
/** What no collector counts. Resident memory is given back as V8 and the C library see fit, also after a collection. */
const residentBound = 64 * 1024 * 1024;

describe('The memory of the process', () => {
  let parley: Parley;
  let inspected: Inspected;
  let ann: Person;
  let token: string;
  let sessionId: string;
  beforeAll(async () => {
    saySeed('test/fuzz/memory.test.ts');
    const stderr: string[] = [];
    parley = await startParley({ env: inspectable, onStderr: (line) => stderr.push(line) });
    inspected = await Inspected.connect(stderr);
    [ann] = await people(parley, 'ann');
    token = await parley.token('ann');
    sessionId = (await ann.createSession(['bob'])).id;
  });
  afterAll(async () => {
    inspected.close();
    await parley.stop();
  });

  let sequence = 0;

  /** What a hostile or busy client leaves behind: documents never seen before, sockets that come and go. */
  async function round(): Promise<void> {
    sequence += 1;
    const unseen = `# ${1_000 + sequence}\n`;
    const dice = new Dice(seed);
    for (let i = 0; i < 10; i += 1) {
      const { query, ...rest } = new DocumentWriter(schema, dice).request('Query');
      await send(JSON.stringify({ ...rest, query: typeof query === 'string' ? unseen + query : query }));
    }
    await send('x'.repeat(1_100_000));

    await Promise.all(Array.from({ length: 80 }, (_, at) => comeAndGo(at, unseen)));
    for (let i = 0; i < 5; i += 1) await ann.send(sessionId, randomUUID(), `message ${i}`);
  }

  /**
   * Documents as large as they may be, of which nothing is carried out. Each is a syntax tree of more than a megabyte, and they
   * are more than fit into a cache of documents: after them it holds as much each time.
   */
  async function fillCaches(): Promise<void> {
    sequence += 1;
    const ids = Array.from({ length: 4_500 }, (_, at) => `"u${at}"`).join(' ');
    for (let i = 0; i < 15; i += 1) {
      const large = `mutation { createChatSession(input: { memberIds: [${ids}] }) @skip(if: true) { id } }`;
      expect((await ann.ask(`# ${1_000 + sequence}.${10 + i}\n${large}`)).data).toEqual({});
    }
  }

  async function look(): Promise<Memory> {
    await fillCaches();
    return inspected.memory();
  }

  /** A socket that is closed in one of three ways, every tenth in the middle of what it asked for. */
  async function comeAndGo(at: number, unseen: string): Promise<void> {
    if (at % 5 === 4) {
      (await upgradedSocket(parley.url, token)).destroy();
      return;
    }
    const live = await Live.connect(parley.url, token);
    if (at % 10 < 2) {
      for (let s = 0; s < 10; s += 1) live.say(startOf(`s${s}`, unseen.repeat(s + 2) + ON_MESSAGE));
      await live.subscribe('last', ON_MESSAGE, { sessionId });
    }
    if (at % 2 === 0) live.socket.terminate();
    else await live.close();
  }

  const startOf = (id: string, query: string) => ({
    id,
    type: 'start',
    payload: {
      data: JSON.stringify({ query, variables: { sessionId } }),
      extensions: { authorization: { host: new URL(parley.url).host, Authorization: token } },
    },
  });

  async function send(body: string): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: token };
    await (await fetch(`${parley.url}/graphql`, { method: 'POST', headers, body })).arrayBuffer();
  }

  it(
    'is flat under documents never seen before and sockets that come and go',
    async () => {
      for (let i = 0; i < 3; i += 1) await round();
      const warm = await look();
      for (let i = 0; i < times(12); i += 1) await round();
      // The least of several: a socket whose end the server has not read yet is not kept.
      const looks = [await look(), await look(), await look()];
      const grownBy = (part: keyof Memory): number => Math.min(...looks.map((memory) => memory[part])) - warm[part];
      const said = [warm, ...looks].map((memory) => parts.map((part) => inMegabytes(memory[part])).join(' + '));
      console.info(`${parts.join(' + ')} in MB, warm and after ${times(12)} more rounds: ${said.join(', ')}`);
      expect(grownBy('heap') + grownBy('external')).toBeLessThan(keptBound);
      expect(grownBy('resident')).toBeLessThan(residentBound);
    },
    timeout,
  );
});

const parts = ['heap', 'external', 'resident'] as const;
const inMegabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
