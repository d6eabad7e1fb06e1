import { describe, expect, it } from 'vitest';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import type * as Schema from '../../generated/schema.ts';
import { Marks } from './marks.ts';

/** Marks whose questions are answered when a test says so. */
const answeredByHand = () => {
  const world = new FakeWorld();
  const questions: { readonly ids: readonly string[]; readonly answer: (found: readonly Schema.MyMarks[]) => void }[] =
    [];
  const marks = new Marks({ world, ask: (ids) => new Promise((answer) => questions.push({ ids, answer })) });
  const answer = async (at: number, ...found: readonly Partial<Schema.MyMarks>[]): Promise<void> => {
    questions[at]?.answer(found.map((mark) => ({ messageId: 'm', reactions: [], votes: [], ...mark })));
    await settled();
  };
  return { world, marks, questions, answer };
};

describe('What this user left on messages', () => {
  it('is asked once more where it was changed while it was being asked about', async () => {
    const { world, marks, questions, answer } = answeredByHand();
    marks.shown([{ id: 'm', reactions: [{ emoji: '👍', count: 1 }], content: null }]);
    await world.pass(100);
    marks.set('m', (mark) => ({ ...mark, votes: [1] }));
    await answer(0, { reactions: ['👍'] });
    expect(marks.of('m').votes).toEqual([1]);
    await world.pass(100);
    await answer(1, { reactions: ['👍'], votes: [1] });
    expect(marks.of('m')).toEqual({ reactions: ['👍'], votes: [1] });
    await world.pass(100);
    expect(questions).toHaveLength(2);
  });

  it('is as the newest question about it was answered, whichever answer comes last', async () => {
    const { world, marks, answer } = answeredByHand();
    marks.moved('m');
    await world.pass(100);
    marks.moved('m');
    await world.pass(100);
    await answer(1, { reactions: ['🎉'] });
    await answer(0, { reactions: ['👍'] });
    expect(marks.of('m').reactions).toEqual(['🎉']);
  });

  it('is not asked again for a change where nothing was being asked', async () => {
    const { world, marks, questions } = answeredByHand();
    marks.set('m', (mark) => ({ ...mark, votes: [0] }));
    await world.pass(100);
    expect(questions).toEqual([]);
    expect(marks.of('m').votes).toEqual([0]);
  });
});
