import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRELUDE } from '../../runtime/executor/prelude.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { people } from '../support/people.ts';
import type { Person } from '../support/graphql.ts';
import { expectGraphQLAnswer } from './answers.ts';
import { DocumentWriter, mutated } from './documents.ts';
import { Dice, forAll, saySeed, timeout } from './rounds.ts';

const schema = buildSchema(`${PRELUDE}\n${await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8')}`);

describe('Documents by chance at POST /graphql', () => {
  let parley: ProductUnderTest;
  let ann: Person;
  let token: string;
  beforeAll(async () => {
    saySeed('test/fuzz/graphql.test.ts');
    parley = await startProduct();
    [ann] = await people(parley, 'ann');
    token = await parley.token('ann');
  });
  afterAll(() => parley.stop());

  async function post(body: string): Promise<void> {
    const response = await fetch(`${parley.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body,
    });
    expectGraphQLAnswer(response.status, response.headers.get('content-type'), await response.text());
  }

  async function expectService(): Promise<void> {
    const { id } = await ann.createSession(['bob']);
    const { seq } = await ann.send(id, 'after', 'still here');
    expect((await ann.wholeLog(id)).at(-1)?.seq).toBe(seq);
  }

  it(
    'are answered as GraphQL, whether they fit the schema, nearly fit it, or mean harm',
    async () => {
      const requests = fc.integer().map((start) => new DocumentWriter(schema, new Dice(start)).request());
      await forAll(requests, 1_000, (request) => post(JSON.stringify(request)));
      await expectService();
    },
    timeout,
  );

  it(
    'are answered as GraphQL with their JSON damaged, too',
    async () => {
      const bodies = fc.integer().map((start) => {
        const dice = new Dice(start);
        return mutated(JSON.stringify(new DocumentWriter(schema, dice).request()), dice);
      });
      await forAll(bodies, 500, post);
      await expectService();
    },
    timeout,
  );
});
