import { describe, expect, it } from 'vitest';
import { theSession } from '../../test/client/fake-messages.ts';
import { settled } from '../../test/client/fake-world.ts';
import { filled, openFeed } from '../../test/client/open-feed.ts';
import { ChatError } from './errors.ts';

const first = `${theSession}.1`;
const refusal = new ChatError('NotAllowed', 'unable to do it; not yours', { retryable: false });

/** One line of bob's, and the texts and reactions that were ever shown of it. */
const opened = async () => {
  const held = await openFeed({ server: filled(1) });
  const row = () => held.rows()[0]!;
  const shown: string[] = [];
  held.feed.state.subscribe(() => {
    const { text, isDeleted, reactions } = row();
    const now = `${isDeleted ? 'deleted' : text} ${reactions.map(({ emoji, count }) => `${emoji}${count}`).join(' ')}`;
    if (shown.at(-1) !== now.trim()) shown.push(now.trim());
  });
  return { ...held, row, shown };
};

describe('What a user does to a message', () => {
  it('is shown at once, and not anew when the server has it', async () => {
    const { server, feed, row, shown } = await opened();
    let answer = (): void => undefined;
    server.held = new Promise((resolve) => (answer = resolve));
    const edited = feed.actions.edit(first, { text: 'better' });
    expect(row()).toMatchObject({ text: 'better', isEdited: true });
    await settled();
    answer();
    await edited;
    expect(row()).toMatchObject({ text: 'better', isEdited: true });
    expect(shown).toEqual(['better']);
    await feed.actions.delete(first);
    expect(shown).toEqual(['better', 'deleted']);
  });

  it('is taken back where the server refuses it', async () => {
    const { server, feed, row, shown } = await opened();
    const before = row();
    for (const name of ['EditMessage', 'DeleteMessage', 'AddReaction']) server.fail(name, refusal);
    await expect(feed.actions.edit(first, { text: 'better' })).rejects.toBe(refusal);
    await expect(feed.actions.delete(first)).rejects.toBe(refusal);
    await expect(feed.actions.react(first, '👍')).rejects.toBe(refusal);
    expect(shown).toEqual(['better', 'line 1', 'deleted', 'line 1', 'line 1 👍1', 'line 1']);
    expect(row()).toEqual(before);
    expect(feed.marks.of(first).reactions).toEqual([]);
  });

  it('is counted once, whether its live event or its answer comes first', async () => {
    const { server, feed, shown } = await opened();
    await feed.actions.react(first, '👍');
    server.silence();
    await feed.actions.react(first, '🎉');
    await feed.actions.unreact(first, '👍');
    expect(shown).toEqual(['line 1 👍1', 'line 1 👍1 🎉1', 'line 1 🎉1']);
    expect(feed.marks.of(first).reactions).toEqual(['🎉']);
  });

  it('stays on top of what others do meanwhile', async () => {
    const { server, feed, shown, row } = await opened();
    let answer = (): void => undefined;
    server.held = new Promise((resolve) => (answer = resolve));
    server.answers.set('AddReaction', () => null);
    const reacted = feed.actions.react(first, '👍');
    server.tell(server.react(1, '👍'));
    expect(shown).toEqual(['line 1 👍1', 'line 1 👍2']);
    answer();
    await reacted;
    expect(row().reactions).toEqual([{ emoji: '👍', count: 1 }]);
  });

  it('asks for nothing to be shown where it changes nothing', async () => {
    const { feed, shown } = await opened();
    await feed.actions.react(first, '👍');
    const before = feed.actions.react(first, '👍');
    expect(shown).toEqual(['line 1 👍1']);
    await before;
  });
});
