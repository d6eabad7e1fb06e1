/** Counts on the running product stay exact, however many change one message at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused, SEND, type Person } from '../support/graphql.ts';
import { REACT, UNREACT, VOTE } from '../support/message-changes.ts';
import { people } from '../support/people.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';

const MESSAGE = `query M($id: ID!) {
  message(messageId: $id) {
    version reactions { emoji count } content { poll { voterCount closedAt options { id votes } } }
  }
}`;

interface Shown {
  readonly version: number;
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
  readonly content: {
    readonly poll: {
      readonly voterCount: number;
      readonly options: readonly { readonly id: number; readonly votes: number }[];
    } | null;
  };
}

describe('Counts', () => {
  const names = Array.from({ length: 100 }, (_, at) => `voter-${at}`);
  let parley: ProductUnderTest;
  let crowd: Person[];
  let ann: Person;
  beforeAll(async () => {
    parley = await startProduct();
    [ann, ...crowd] = await people(parley, 'ann', ...names);
  });
  afterAll(() => parley.stop());

  /** As a client does: the same again, as long as it is told to try again. */
  const surely = async (ask: () => Promise<unknown>): Promise<unknown> => {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Refused) || !error.errors.every(({ errorType }) => errorType === 'TryAgain'))
          throw error;
      }
    }
    throw new Error('unable to go on; it was told to try again a hundred times');
  };

  const aPoll = async (sessionId: string) =>
    ann.get<{ id: string }>('sendMessage', SEND, {
      input: {
        sessionId,
        clientMessageId: 'poll',
        kind: 'POLL',
        content: { poll: { question: 'Which?', options: ['a', 'b', 'c'], isMultiple: true } },
      },
    });

  it('of a hundred votes at once, changed at once, are exact, and each is told once', async () => {
    const session = await ann.createSession(names, { kind: 'PRIVATE' });
    const { id } = await aPoll(session.id);
    const shown = () => ann.get<Shown>('message', MESSAGE, { id });
    const voteAll = (choice: (at: number) => readonly number[]) =>
      Promise.all(
        crowd.map((person, at) => surely(() => person.get('votePoll', VOTE, { messageId: id, optionIds: choice(at) }))),
      );

    await voteAll((at) => [at % 3]);
    expect((await shown()).content.poll).toMatchObject({
      voterCount: 100,
      options: [
        { id: 0, votes: 34 },
        { id: 1, votes: 33 },
        { id: 2, votes: 33 },
      ],
    });

    await voteAll((at) => (at < 50 ? [] : [0, 2]));
    expect((await shown()).content.poll).toMatchObject({
      voterCount: 50,
      options: [
        { id: 0, votes: 50 },
        { id: 1, votes: 0 },
        { id: 2, votes: 50 },
      ],
    });
    expect((await shown()).version).toBe(201);
    const told = (await ann.wholeLog(session.id)).filter(({ kind }) => kind === 'MESSAGE_CHANGED');
    expect(told).toHaveLength(200);
  }, 120_000);

  it('of sixty reactions at once, taken back at once, are exact, and each is told once', async () => {
    const session = await ann.createSession(names, { kind: 'PRIVATE' });
    const { id } = await ann.send(session.id, 'one', 'hello');
    const shown = () => ann.get<Shown>('message', MESSAGE, { id });
    const reactors = crowd.slice(0, 60);
    const emojis = ['👍', '🎉', '❤️'];
    const emojiOf = (at: number) => emojis[at % 3] ?? '👍';
    const reactAll = (field: 'addReaction' | 'removeReaction') =>
      Promise.all(
        reactors.map((person, at) =>
          surely(() =>
            person.get(field, field === 'addReaction' ? REACT : UNREACT, { messageId: id, emoji: emojiOf(at) }),
          ),
        ),
      );

    await reactAll('addReaction');
    const { reactions, version } = await shown();
    expect(Object.fromEntries(reactions.map(({ emoji, count }) => [emoji, count]))).toEqual({
      '👍': 20,
      '🎉': 20,
      '❤️': 20,
    });
    expect(version).toBe(61);

    await reactAll('removeReaction');
    expect(await shown()).toMatchObject({ reactions: [], version: 121 });
    const told = (await ann.wholeLog(session.id)).filter(({ kind }) => kind === 'MESSAGE_CHANGED');
    expect(told).toHaveLength(120);
  }, 120_000);
});
