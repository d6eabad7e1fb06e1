import { afterAll, describe, expect, it } from 'vitest';
import { join } from '../../domain/chat-session/decisions/join.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { anAlias, aUser, user } from '../builders/people.ts';
import { act, theWhole, toldIn } from '../builders/session-changes.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';

/** How many there are before, how many there may be, and how many want to come in at once. */
interface Rush {
  readonly members: number;
  readonly room: number;
  readonly rushing: number;
}

/** As many as a session may have at all, from an owner on. */
const theGreatest: Rush = { members: 1, room: 1000, rushing: 1049 };

async function rush(stores: Stores, { members, room, rushing }: Rush): Promise<void> {
  const ann = aUser('ann');
  const memberIds = Array.from({ length: members - 1 }, (_, at) => user(`first-${at}`));
  const session = aChatSession({ kind: 'PUBLIC', creator: ann, memberIds, settings: { maxMembers: room } });
  await stores.chatSessions.save(session);

  const people = Array.from({ length: rushing }, (_, at) => user(`rushing-${at}`));
  const outcomes = await Promise.all(people.map((one) => act(stores, session.id, one, join(one, anAlias()))));
  const admitted = people.filter((_, at) => outcomes[at]?.ok);
  const codes = new Set(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)));

  expect(admitted).toHaveLength(room - members);
  expect([...codes].sort()).toEqual(['SessionFull', 'done']);
  const { state } = await theWhole(stores, session.id);
  expect(state.memberCount).toBe(room);
  expect(state.members).toHaveLength(room);
  const told = await toldIn(stores, session.id);
  expect(told.flatMap(({ facts }) => facts.userIds).sort()).toEqual([...admitted].sort());
}

describe('a session that more want to enter than it has room for', () => {
  it('is full to the last seat and no further, with the greatest number of seats', { timeout: 30_000 }, () =>
    rush(openMemoryStores(), theGreatest),
  );
});

const dynamoDb = await startDynamoDb();
describe('a session that more want to enter than it has room for, on DynamoDB', () => {
  if ('unavailable' in dynamoDb) {
    it('is full to the last seat and no further', (context) => context.skip(dynamoDb.unavailable));
    return;
  }
  const { stores, close } = dynamoDb;
  afterAll(close);

  it('is full to the last seat and no further', { timeout: 30_000 }, () =>
    rush(stores, { members: 10, room: 50, rushing: 80 }),
  );

  it('is so with the greatest number of seats', { timeout: 120_000 }, async (context) => {
    if (process.env['PARLEY_FULL_SESSIONS'] !== '1')
      return context.skip('half a minute; PARLEY_FULL_SESSIONS=1 runs it');
    await rush(stores, theGreatest);
  });
});
