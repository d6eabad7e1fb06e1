import { describe, expect, it } from 'vitest';
import { messageAt, someSettings, systemAt, theSession } from '../../test/client/fake-messages.ts';
import { openFeed, textsOf } from '../../test/client/open-feed.ts';
import type { OpenFeed, OpenFeedOptions } from '../../test/client/open-feed.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';

const day = 86_400_000;
const keptFor = (messageRetentionDays: number | null) => ({ settings: { ...someSettings, messageRetentionDays } });
const changedTo = (days: number | null) => ({
  event: 'SETTINGS_CHANGED' as const,
  session: {
    name: null,
    description: null,
    avatarUrl: null,
    bannerUrl: null,
    tags: [],
    status: 'ACTIVE' as const,
    isFrozen: false,
    ...keptFor(days),
  },
});

describe('A message of a session that keeps them for a while', () => {
  const open = async (options: OpenFeedOptions = {}): Promise<OpenFeed & { say: (text: string) => number }> => {
    const opened = await openFeed(options);
    const { server, world } = opened;
    return {
      ...opened,
      say: (text) => {
        const seq = server.reserve();
        server.say(messageAt(seq, { text, createdAt: new Date(world.now()).toISOString() }));
        return seq;
      },
    };
  };

  it('goes when its time is over, each at its own, and does not come back with what lagged behind', async () => {
    const { say, server, world, feed } = await open({ session: keptFor(30) });
    const first = say('first');
    await world.pass(day);
    say('second');
    await world.pass(29 * day - 1_000);
    expect(textsOf(feed)).toEqual(['first', 'second']);
    await world.pass(1_000);
    expect(textsOf(feed)).toEqual(['second']);
    server.deliver(messageAt(first, { text: 'first', version: 2, createdAt: new Date(0).toISOString() }));
    expect(textsOf(feed)).toEqual(['second']);
    await world.pass(day);
    expect(textsOf(feed)).toEqual([]);
    expect(feed.state.get().contiguousSeq).toBe(2);
  });

  it('stays for ever where the session keeps them for ever', async () => {
    const { say, world, feed } = await open({ session: keptFor(null) });
    say('kept');
    await world.pass(4_000 * day);
    expect(textsOf(feed)).toEqual(['kept']);
  });

  it('goes by the rule that it was sent under, whatever the rule is since', async () => {
    const { say, server, world, feed } = await open({ session: keptFor(null) });
    say('before the first');
    server.say(systemAt(server.reserve(), changedTo(1)));
    say('for a day');
    server.say(systemAt(server.reserve(), changedTo(10)));
    say('for ten');
    await world.pass(day);
    expect(textsOf(feed).filter((text) => text !== '')).toEqual(['before the first', 'for ten']);
    await world.pass(9 * day);
    // Of what was sent before the oldest change that was read, nothing is known.
    expect(textsOf(feed).filter((text) => text !== '')).toEqual(['before the first']);
  });

  it('goes also where this user sent it here, where it is quoted and where it is pinned', async () => {
    const { say, server, world, feed } = await open({ session: keptFor(1) });
    const quoted = say('quoted');
    const id = messageIdOf(theSession, quoted);
    const now = new Date(world.now()).toISOString();
    const pin = { message: messageAt(quoted), pinnedBy: 'bob', pinnedAt: now, expiresAt: null };
    server.answers.set('PinnedMessages', () => [pin]);
    await feed.pins.load();
    const mine = server.put(
      messageAt(server.reserve(), { text: 'mine', senderId: 'ann', clientMessageId: 'k', createdAt: now }),
    );
    server.answers.set('SendMessage', () => mine);
    const { sent } = feed.send('mine', { key: 'k' });
    await sent;
    expect(textsOf(feed)).toEqual(['quoted', 'mine']);
    await world.pass(day / 2);
    const answer = server.reserve();
    const replyTo = {
      messageId: id,
      senderId: 'bob',
      senderName: null,
      kind: 'TEXT' as const,
      text: 'quoted',
      isDeleted: false,
    };
    server.say(messageAt(answer, { text: 'answer', replyTo, createdAt: new Date(world.now()).toISOString() }));
    expect(feed.state.get().messages.at(-1)?.quote?.text).toBe('quoted');
    expect(feed.pins.has(id)).toBe(true);
    await world.pass(day / 2);
    expect(feed.state.get().messages.map(({ text, quote }) => [text, quote])).toEqual([['answer', null]]);
    expect(feed.pins.has(id)).toBe(false);
  });
});
