/** F2, of opening: whoever opens the same session at the same time gets the same one, and each is answered. */
import { expect, it } from 'vitest';
import type { JsonObject } from '../../runtime/contract.ts';
import { aUser } from '../builders/people.ts';
import { describeOnApi, refusalsOf, valueAt, type Api } from '../support/api-in-process.ts';

const CREATE = `mutation M($input: CreateChatSessionInput!) {
  createChatSession(input: $input) { id kind memberCount myRole myAlias createdBy }
}`;
const MINE = 'query Q { myChatSessions { items { id } } }';

const open = (api: Api, who: string, input: JsonObject) => api.execute(who, CREATE, { input });

await describeOnApi('F2: opening at once', {}, (api) => {
  it('by both of a pair is one DIRECT session, twenty times over', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const answers = await Promise.all([
        open(api, ann, { kind: 'DIRECT', memberIds: [bob] }),
        open(api, bob, { kind: 'DIRECT', memberIds: [ann] }),
        open(api, ann, { kind: 'DIRECT', memberIds: [bob] }),
        open(api, bob, { kind: 'DIRECT', memberIds: [ann] }),
      ]);
      expect(answers.flatMap(refusalsOf)).toEqual([]);
      const ids = new Set(answers.map((answer) => valueAt(answer, 'createChatSession', 'id')));
      const creators = new Set(answers.map((answer) => valueAt(answer, 'createChatSession', 'createdBy')));
      expect([ids.size, creators.size]).toEqual([1, 1]);
      for (const who of [ann, bob]) {
        const mine = valueAt(await api.execute(who, MINE), 'myChatSessions', 'items');
        expect(mine).toEqual([...ids].map((id) => ({ id })));
        const alias = new Set(
          answers
            .filter((_, at) => (at % 2 === 0) === (who === ann))
            .map((answer) => valueAt(answer, 'createChatSession', 'myAlias')),
        );
        expect(alias.size).toBe(1);
      }
    }
  });

  it('under one client session id is one session, with the members of one of the calls', async () => {
    const ann = aUser('ann');
    const lists = [120, 3, 120, 5].map((size) => Array.from({ length: size }, () => aUser()));
    const answers = await Promise.all(
      lists.map((memberIds) => open(api, ann, { kind: 'PRIVATE', memberIds, clientSessionId: 'same' })),
    );
    // Of calls that took several transactions, one may have met another's too often: it may come again.
    const refusals = answers.flatMap(refusalsOf);
    expect(refusals).toEqual(refusals.map(() => 'TryAgain'));
    const views = answers.filter((answer) => refusalsOf(answer).length === 0);
    expect(new Set(views.map((answer) => valueAt(answer, 'createChatSession', 'id'))).size).toBe(1);

    const again = await open(api, ann, { kind: 'PRIVATE', memberIds: [], clientSessionId: 'same' });
    const count = valueAt(again, 'createChatSession', 'memberCount');
    const id = valueAt(again, 'createChatSession', 'id');
    const winner = lists.filter(({ length }) => length + 1 === count);
    const seen = await Promise.all(
      lists.map(async (users) => {
        const mine = await Promise.all(users.map((user) => api.execute(user, MINE)));
        return mine.filter((answer) => valueAt(answer, 'myChatSessions', 'items', 0, 'id') === id).length;
      }),
    );
    expect(seen.filter((size) => size > 0)).toEqual([Number(count) - 1]);
    expect(winner.length).toBeGreaterThan(0);
  });
});
