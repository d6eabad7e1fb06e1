import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptFragment } from '../../domain/vocabulary/event-fragments.ts';
import type { Person } from '../support/graphql.ts';
import { nested, SEND } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

/** What one send may cost at 1 KB or less, by docs/session-log.md; counted by the runtime itself. */
const perSend = { calls: 4, writeUnits: 6, readUnits: 3 };

describe('What a message costs', () => {
  let parley: Parley;
  let ann: Person;
  beforeAll(async () => {
    // With the rate guard on, as deployed.
    parley = await startParley({ env: { MESSAGES_PER_MINUTE: '60' } });
    [ann] = await people(parley, 'ann');
  });
  afterAll(() => parley.stop());

  const counters = async (): Promise<Record<string, number>> => {
    const { counters: now } = (await (await fetch(`${parley.url}/dev/metrics`)).json()) as {
      counters: Record<string, number>;
    };
    return now;
  };

  const costOf = async (work: () => Promise<unknown>) => {
    const before = await counters();
    await work();
    const after = await counters();
    const spent = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
    return {
      calls: spent('dynamodb.calls'),
      writeUnits: spent('dynamodb.units.write'),
      readUnits: spent('dynamodb.units.read'),
    };
  };

  it.each([2, 50, 1000])(
    'is the same among %d members: four round trips, six write units, three read units',
    async (members) => {
      const others = Array.from({ length: members - 1 }, (_, at) => `member-${at}`);
      const { id } = await ann.createSession(others, { kind: members > 50 ? 'PRIVATE' : 'GROUP' });
      await ann.send(id, 'warm', 'x');
      expect(await costOf(() => ann.send(id, 'm-1', 'x'.repeat(500)))).toEqual(perSend);
    },
  );

  it.each([2, 50, 1000])('grows by what it points at, and not with %d members', async (members) => {
    const others = Array.from({ length: members - 1 }, (_, at) => `member-${at}`);
    const { id } = await ann.createSession(others, { kind: members > 50 ? 'PRIVATE' : 'GROUP' });
    const root = await ann.send(id, 'root', 'x');
    const input = { sessionId: id, clientMessageId: 'm-1', content: { text: 'x' }, threadRootId: root.id };
    const reply = { ...input, replyToId: root.id, mentions: ['member-0'] };
    // One more read of the member mentioned, two of the root; one more call, and three write units for the root and the index.
    expect(await costOf(() => ann.get('sendMessage', SEND, { input: reply }))).toEqual({
      calls: 5,
      writeUnits: 9,
      readUnits: 6,
    });
  });

  it('of reading it is one pointer, written once however often it is read', async () => {
    const { id } = await ann.createSession(['bob']);
    const { id: messageId } = await ann.send(id, 'm-1', 'x');
    const [bob] = await people(parley, 'bob');
    const read = () =>
      bob.get(
        'markMessageAsRead',
        `mutation M($id: ID!) { markMessageAsRead(messageId: $id) { ${nested(receiptFragment)} } }`,
        {
          id: messageId,
        },
      );
    expect(await costOf(read)).toEqual({ calls: 2, writeUnits: 1, readUnits: 3 });
    expect(await costOf(read)).toEqual({ calls: 1, writeUnits: 0, readUnits: 3 });
  });

  it('of catching up with nothing new is one read of the session and one of the log', async () => {
    const { id } = await ann.createSession(['bob']);
    const { seq } = await ann.send(id, 'm-1', 'x');
    expect(await costOf(() => ann.log(id, seq))).toMatchObject({ calls: 2, writeUnits: 0 });
  });
});
