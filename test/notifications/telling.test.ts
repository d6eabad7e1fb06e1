import { describe, expect, it } from 'vitest';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import { notifications } from '../../application/policies/notifications.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import type { SessionKind } from '../../domain/vocabulary/sessions.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aDevice, aDeviceId } from '../builders/devices.ts';
import { noon } from '../builders/manual-clock.ts';
import { aBlock, aUser } from '../builders/people.ts';
import { NotifyingWorld } from './world.ts';

interface RoomWish {
  readonly kind?: SessionKind;
  readonly preferences?: Partial<MemberPreferences>;
  readonly settings?: Partial<NotificationSettings>;
}

/** Ann and Bob in a session, and Bob with a telephone; no e-mail, unless told otherwise. */
async function aRoom(
  { kind = 'PRIVATE', preferences = {}, settings = {} }: RoomWish = {},
  world = new NotifyingWorld(),
) {
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob], kind, name: kind === 'DIRECT' ? null : 'Fractions' });
  await world.people.chatSessions.save(session);
  await world.people.preferences.change(session.id, bob, preferences);
  await world.people.notificationSettings.change(bob, { emailEnabled: false, ...settings });
  await world.people.devices.register(bob, aDevice('phone'));
  return { world, ann, bob, id: session.id };
}

const bodies = (world: NotifyingWorld, user: UserId) =>
  world.shownTo(user).map((push) => (push.category === 'clear' ? 'clear' : `${push.title}: ${push.body}`));

describe('a member is told', () => {
  it('of every message of others, as it names them and the session', async () => {
    const { world, ann, bob, id } = await aRoom();
    await world.people.devices.register(ann, aDevice('phone'));
    await world.sayAndTell(id, ann, { text: 'A half?', senderName: 'Ann' });
    await world.sayAndTell(id, bob, { text: 'And a third.' });
    expect(bodies(world, bob)).toEqual(['Ann in Fractions: A half?']);
    expect(bodies(world, ann)).toEqual([`${bob} in Fractions: And a third.`]);
  });

  it('by the name alone in a DIRECT session, and finds it in their own list', async () => {
    const { world, ann, bob, id } = await aRoom({ kind: 'DIRECT' });
    const message = await world.sayAndTell(id, ann, { text: 'Hi', senderName: 'Ann' });
    expect(bodies(world, bob)).toEqual(['Ann: Hi']);
    const { items } = await world.people.notificationList.page(bob, 10, null);
    expect(items).toMatchObject([{ kind: 'DIRECT', sessionId: id, seq: message.seq, at: message.createdAt }]);
  });

  it('by the alias of an anonymous message, and never by who wrote it', async () => {
    const { world, ann, bob, id } = await aRoom();
    await world.sayAndTell(id, ann, { text: 'Psst', senderName: 'Ann', alias: 'Anonymous 4f9c2a' });
    expect(bodies(world, bob)).toEqual(['Anonymous 4f9c2a in Fractions: Psst']);
    expect(JSON.stringify(world.shown)).not.toContain(ann);
  });

  it('without a word of what was said where they want no previews', async () => {
    const { world, ann, bob, id } = await aRoom({ settings: { showPreviews: false } });
    await world.sayAndTell(id, ann, { text: 'a secret', senderName: 'Ann' });
    expect(bodies(world, bob)).toEqual(['Ann in Fractions: New message']);
    expect(JSON.stringify(world.shown)).not.toContain('a secret');
  });

  it('with a badge that counts by the one definition of unread', async () => {
    const { world, ann, bob, id } = await aRoom();
    await world.sayAndTell(id, ann);
    await world.sayAndTell(id, ann);
    const first = await world.say(id, ann);
    await world.sayAndTell(id, bob);
    await world.tell(world.sent(first));
    expect(world.shownTo(bob).map(({ badge }) => badge)).toEqual([1, 2, 3]);
  });

  it('of nothing they silenced, and of mentions alone where they want only these', async () => {
    const [none, muted, mentions] = await Promise.all([
      aRoom({ preferences: { notifications: 'NONE' } }),
      aRoom({ preferences: { mutedUntil: later(noon, 1) } }),
      aRoom({ preferences: { notifications: 'MENTIONS' } }),
    ]);
    for (const { world, ann, bob, id } of [none, muted, mentions]) {
      await world.sayAndTell(id, ann, { text: 'to all' });
      await world.sayAndTell(id, ann, { text: 'to bob', mentions: [bob] });
    }
    expect(bodies(none.world, none.bob)).toEqual([]);
    expect(bodies(muted.world, muted.bob)).toEqual([]);
    expect(bodies(mentions.world, mentions.bob)).toEqual([expect.stringContaining('to bob')]);
    muted.world.clock.pass(1);
    await muted.world.sayAndTell(muted.id, muted.ann, { text: 'later' });
    expect(bodies(muted.world, muted.bob)).toEqual([expect.stringContaining('later')]);
  });

  it('of answers to them, and of threads that they began or wrote in, also where they want mentions alone', async () => {
    const { world, ann, bob, id } = await aRoom({ preferences: { notifications: 'MENTIONS' } });
    const [mine, theirs] = [await world.say(id, bob), await world.say(id, ann)];
    await world.sayAndTell(id, ann, { text: 'an answer', replyTo: mine.seq });
    await world.sayAndTell(id, ann, { text: 'in his thread', threadRoot: mine.seq });
    await world.sayAndTell(id, ann, { text: 'not yet his', threadRoot: theirs.seq });
    await world.say(id, bob, { threadRoot: theirs.seq });
    await world.sayAndTell(id, ann, { text: 'now his', threadRoot: theirs.seq });
    const told = bodies(world, bob).map((body) => body.slice(body.indexOf(': ') + 2));
    expect(told).toEqual(['an answer', 'in his thread', 'now his']);
    const { items } = await world.people.notificationList.page(bob, 10, null);
    expect(items.map(({ kind }) => kind)).toEqual(['REPLY', 'REPLY']);
  });

  it('of nothing that someone says with whom they do not talk, either way', async () => {
    const { world, ann, bob, id } = await aRoom();
    await world.blocks.block(aBlock(bob, ann), noon);
    await world.sayAndTell(id, ann);
    await world.blocks.unblock(aBlock(bob, ann));
    await world.blocks.block(aBlock(ann, bob), noon);
    await world.sayAndTell(id, ann);
    expect(world.taken).toEqual([]);
  });

  it('of nothing that was deleted or read, or is said where they are no more, by the time they would be told', async () => {
    const read = await aRoom();
    const message = await read.world.say(read.id, read.ann);
    const pointer = { lastReadSeq: message.seq, readAt: noon };
    await read.world.people.sessionLog.advanceReadPointer(read.id, read.bob, pointer);
    await read.world.tell(read.world.sent(message));
    expect(read.world.taken).toEqual([]);

    const left = await aRoom();
    const said = await left.world.say(left.id, left.ann);
    left.world.store.sessions.get(left.id)?.members.delete(left.bob);
    await left.world.tell(left.world.sent(said));
    expect(left.world.taken).toEqual([]);
  });

  it('page by page in a session of a thousand, with one job for the stream', async () => {
    const world = new NotifyingWorld();
    const ann = aUser('ann');
    const others = Array.from({ length: 999 }, () => aUser('member'));
    const session = aChatSession({ creator: ann, memberIds: others, kind: 'PUBLIC' });
    await world.people.chatSessions.save(session);
    const { id } = session;
    for (const user of others) await world.people.devices.register(user, aDevice('phone'));
    const message = await world.say(id, ann);
    await notifications(world.dependencies).handle([world.sent(message)]);
    expect(world.waiting).toHaveLength(1);
    await world.settle(10);
    expect(world.shown).toHaveLength(999);
    expect(new Set(world.shown.map(({ device }) => device.userId)).size).toBe(999);
  });
});

describe('what is held back', () => {
  const night: Partial<NotificationSettings> = { quietHours: { start: 11 * 60, end: 13 * 60, timeZone: 'UTC' } };

  it('in quiet hours is told in one push at their end, over all sessions', async () => {
    const first = await aRoom({ settings: night });
    const { world, ann, bob } = first;
    const other = aChatSession({ creator: ann, memberIds: [bob], kind: 'PRIVATE', name: 'Chess' });
    await world.people.chatSessions.save(other);
    for (const id of [first.id, first.id, other.id]) await world.sayAndTell(id, ann);
    expect(world.taken).toEqual([]);
    await world.anHourPasses();
    expect(bodies(world, bob)).toEqual(['Conversation: 3 new messages in 2 conversations']);
    expect(world.shownTo(bob)[0]).toMatchObject({ category: 'digest', badge: 3 });
    await world.anHourPasses();
    expect(world.taken).toHaveLength(1);
  });

  it('is not told when it was read, or deleted, in the meantime', async () => {
    const { world, ann, bob, id } = await aRoom({ settings: night });
    const messages = [
      await world.sayAndTell(id, ann),
      await world.sayAndTell(id, ann),
      await world.sayAndTell(id, ann),
    ];
    const [first] = messages;
    if (first === undefined) throw new Error('unable to go on; nothing was said');
    await world.people.sessionLog.advanceReadPointer(id, bob, { lastReadSeq: first.seq, readAt: noon });
    await world.anHourPasses();
    expect(bodies(world, bob)).toEqual(['Fractions: 2 new messages in Fractions']);
  });

  it('of a flood is told when the minute is over: five at once, then how many there are', async () => {
    const { world, ann, bob, id } = await aRoom();
    for (let count = 0; count < 17; count += 1) await world.sayAndTell(id, ann, { senderName: 'Ann' });
    expect(bodies(world, bob)).toHaveLength(5);
    world.clock.pass(59_000);
    await world.work();
    expect(bodies(world, bob)).toHaveLength(5);
    world.clock.pass(1_000);
    await world.work();
    expect(bodies(world, bob).slice(5)).toEqual(['Fractions: 12 new messages in Fractions']);
    world.clock.pass(60_000);
    await world.sayAndTell(id, ann, { senderName: 'Ann', text: 'calm again' });
    expect(bodies(world, bob).slice(6)).toEqual(['Ann in Fractions: calm again']);
  });

  it('is told by another digest where it is due at the same moment, and was held back after the first one', async () => {
    const { world, ann, bob, id } = await aRoom({ settings: night });
    await world.sayAndTell(id, ann);
    const { attention, version } = await world.people.notices.attention(bob, id);
    await world.anHourPasses();
    const late = await world.people.notices.attention(bob, id);
    expect([version, late.version]).toEqual([1, 2]);
    await world.people.notices.open(bob, null, [{ ...late, attention }], world.clock.now());
    await world.anHourPasses();
    expect(bodies(world, bob)).toHaveLength(2);
  });

  it('is nothing of a flood where they want each by itself', async () => {
    const { world, ann, bob, id } = await aRoom({ settings: { digest: false } });
    for (let count = 0; count < 17; count += 1) await world.sayAndTell(id, ann);
    expect(bodies(world, bob)).toHaveLength(17);
  });
});

describe('what was read on one device', () => {
  it('is cleared from the devices that showed it, once, with the badge as it is then', async () => {
    const { world, ann, bob, id } = await aRoom();
    const { seq } = await world.sayAndTell(id, ann);
    await world.people.devices.register(bob, aDevice('new', later(noon, 5)));
    await world.people.sessionLog.advanceReadPointer(id, bob, { lastReadSeq: seq, readAt: noon });
    const happened = { id: 'read', sessionId: id, occurredAt: noon };
    const moved = { ...happened, name: 'ReadPointerMoved', userId: bob, from: seqZero, to: seq } as const;
    await world.tell(moved);
    await world.tell(moved);
    const clears = world.taken.filter(({ push }) => push.category === 'clear');
    expect(clears).toMatchObject([{ push: { badge: 0, threadId: id }, device: { deviceId: aDeviceId('phone') } }]);
  });

  it('is cleared too where it was read while it was being pushed', async () => {
    const world: NotifyingWorld = new NotifyingWorld({
      provider: ({ push, device }) => {
        if (push.category !== 'clear') {
          for (const session of world.store.sessions.values()) {
            const member = session.members.get(device.userId);
            if (member) session.members.set(device.userId, { ...member, lastReadSeq: session.lastSeq });
          }
        }
        return 'sent';
      },
    });
    const { ann, bob, id } = await aRoom({}, world);
    await world.sayAndTell(id, ann);
    expect(bodies(world, bob)).toEqual([expect.stringContaining('hello'), 'clear']);
  });
});

describe('what is shown again after it was cleared', () => {
  it('is cleared again, though it was read no further', async () => {
    const { world, ann, bob, id } = await aRoom();
    const { seq } = await world.sayAndTell(id, ann);
    await world.people.sessionLog.advanceReadPointer(id, bob, { lastReadSeq: seq, readAt: noon });
    const read = { name: 'ReadPointerMoved', id: 'read', sessionId: id, occurredAt: noon, userId: bob } as const;
    const moved = { ...read, from: seqZero, to: seq };
    await world.tell(moved);
    const cleared = await world.people.notices.attention(bob, id);
    const again = { ...cleared, attention: { ...cleared.attention, shownOn: [aDeviceId('phone')], shownSeq: seq } };
    await world.people.notices.open(bob, null, [again], noon);
    await world.tell(moved);
    await world.tell(moved);
    expect(bodies(world, bob).filter((body) => body === 'clear')).toHaveLength(2);
  });
});

describe('an e-mail goes to a member', () => {
  it('who is not there, once a session until they read, and at most once an hour', async () => {
    const { world, ann, bob, id } = await aRoom({ settings: { emailEnabled: true } });
    const { seq } = await world.sayAndTell(id, ann, { text: 'one', senderName: 'Ann' });
    await world.sayAndTell(id, ann, { text: 'two' });
    expect(world.emails.sent).toMatchObject([
      { userId: bob, to: `${bob}@users.invalid`, subject: 'Ann in Fractions', paragraphs: ['one'] },
    ]);
    await world.people.sessionLog.advanceReadPointer(id, bob, { lastReadSeq: seq, readAt: noon });
    await world.sayAndTell(id, ann, { text: 'three' });
    expect(world.emails.sent).toHaveLength(1);
    world.clock.pass(3_600_000);
    await world.sayAndTell(id, ann, { text: 'four' });
    expect(world.emails.sent.map(({ paragraphs }) => paragraphs)).toEqual([['one'], ['four']]);
  });

  it('not while one of their devices is there, nor where they want none', async () => {
    const there = await aRoom({ settings: { emailEnabled: true } });
    const sign = { deviceId: aDeviceId('laptop'), status: 'AWAY', note: null, at: noon } as const;
    await there.world.presences.note(there.bob, sign);
    await there.world.sayAndTell(there.id, there.ann);
    expect(there.world.emails.sent).toEqual([]);
    const unwanted = await aRoom();
    await unwanted.world.sayAndTell(unwanted.id, unwanted.ann);
    expect(unwanted.world.emails.sent).toEqual([]);
  });
});

describe('what a session has for someone', () => {
  it('is in their own list, and pushed: being added, a role, an invitation, a request to those who decide', async () => {
    const { world, ann, bob, id } = await aRoom();
    const cat = aUser('cat');
    for (const user of [ann, cat]) await world.people.devices.register(user, aDevice('phone'));
    const happened = { sessionId: id, occurredAt: noon };
    const facts = { until: null, messageSeq: null, session: null };
    const { seq } = await world.say(id, ann);
    await world.tell(
      {
        ...happened,
        name: 'SessionChanged',
        id: '1',
        seq,
        actor: ann,
        system: { ...facts, event: 'ROLE_CHANGED', userIds: [bob], role: 'ADMIN' },
      },
      {
        ...happened,
        name: 'SessionChanged',
        id: '2',
        seq,
        actor: bob,
        system: { ...facts, event: 'MEMBERS_JOINED', userIds: [bob], role: null },
      },
      { ...happened, name: 'UserInvited', id: '3', userId: cat, invitedBy: ann },
      { ...happened, name: 'EntryRequested', id: '4', userId: aUser('dan') },
    );
    expect(bodies(world, bob)).toEqual(['Fractions: You are now admin']);
    expect(bodies(world, cat)).toEqual(['Fractions: You are invited']);
    expect(bodies(world, ann)).toEqual(['Fractions: Someone asks to join']);
    const listed = async (user: UserId) =>
      (await world.people.notificationList.page(user, 10, null)).items.map(({ kind }) => kind);
    expect(await Promise.all([bob, cat, ann].map(listed))).toEqual([['ROLE_GIVEN'], ['INVITED'], ['JOIN_REQUESTED']]);
  });
});
