import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

describe('Sending the same message again', () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.stop());

  it('in sequence is one message, answered the same each time', async () => {
    const [ann, bob] = await people(parley, 'ann', 'bob');
    const { id } = await ann.createSession(['bob']);
    const first = await ann.send(id, 'm-1', 'hello');
    const second = await ann.send(id, 'm-1', 'hello');
    expect(second).toEqual(first);
    const log = await bob.wholeLog(id);
    expect(log.filter((entry) => entry.kind === 'MESSAGE').map((entry) => entry.message)).toEqual([first]);
  });

  it('twenty times at once is one message', async () => {
    const [ann, bob] = await people(parley, 'ann', 'bob');
    const { id } = await ann.createSession(['bob']);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ann.send(id, 'm-1', 'hello').catch((error: unknown) => {
          expect(String(error)).toContain('TryAgain');
          return undefined;
        }),
      ),
    );
    // Those told to try again do, and hear the same.
    const settled = await Promise.all(answers.map(async (answer) => answer ?? (await ann.send(id, 'm-1', 'hello'))));
    expect(new Set(settled.map((message) => message.id)).size).toBe(1);
    const log = await bob.wholeLog(id);
    expect(log.filter((entry) => entry.kind === 'MESSAGE')).toHaveLength(1);
  });

  it('after a restart is one message', async () => {
    const [ann] = await people(parley, 'ann');
    const { id } = await ann.createSession(['bob']);
    const first = await ann.send(id, 'm-1', 'hello');
    parley = await parley.restart();
    const [annAgain, bob] = await people(parley, 'ann', 'bob');
    expect(await annAgain.send(id, 'm-1', 'hello')).toEqual(first);
    const log = await bob.wholeLog(id);
    expect(log.filter((entry) => entry.kind === 'MESSAGE')).toHaveLength(1);
  });

  it('with another text is still the first message: the id decides', async () => {
    const [ann] = await people(parley, 'ann');
    const { id } = await ann.createSession(['bob']);
    const first = await ann.send(id, 'm-1', 'hello');
    expect(await ann.send(id, 'm-1', 'goodbye')).toEqual(first);
  });

  it('by another sender is another message', async () => {
    const [ann, bob] = await people(parley, 'ann', 'bob');
    const { id } = await ann.createSession(['bob']);
    const [mine, theirs] = [await ann.send(id, 'm-1', 'hello'), await bob.send(id, 'm-1', 'hello')];
    expect(theirs.seq).toBe(mine.seq + 1);
  });
});
