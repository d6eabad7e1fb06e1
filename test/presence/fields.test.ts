import { expect, it } from 'vitest';
import { presenceFragment } from '../../domain/vocabulary/event-fragments.ts';
import type { Json } from '../../runtime/contract.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { describeOnApi, identityOf, refusalsOf, valueAt } from '../support/api-in-process.ts';

const fields = presenceFragment.join(' ');
const SET = `mutation Set($input: SetPresenceInput!) { setPresence(input: $input) { ${fields} } }`;
const READ = `query Read($sessionId: ID!, $userIds: [ID!]!) { presence(sessionId: $sessionId, userIds: $userIds) { ${fields} } }`;

const clock = new ManualClock();

await describeOnApi('the fields of presence', { clock }, (api) => {
  const [ann, bob, cat, eve] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('eve')];
  const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
  const opened = api.stores.chatSessions.save(session);

  const say = (who: string, input: Record<string, Json> = {}) =>
    api.execute(who, SET, { input: { deviceId: 'laptop', status: 'ONLINE', ...input } });
  const watch = async (who: string, userIds: readonly string[], sessionId: string = session.id) => {
    const field = await api.field('Subscription.onPresence');
    return field.run({ arguments: { sessionId, userIds: [...userIds] }, identity: identityOf(who) });
  };

  it('answer the presence of the user, with a channel where watchers are to be told', async () => {
    const word = { note: ' lunch ' };
    expect(valueAt(await say(bob, word), 'setPresence')).toEqual({
      userId: bob,
      status: 'ONLINE',
      note: 'lunch',
      lastSeenAt: '2026-11-21T12:00:00.000Z',
      expiresAt: '2026-11-21T12:05:00.000Z',
      channels: [bob],
    });
    expect(valueAt(await say(bob, word), 'setPresence', 'channels')).toEqual([]);
    expect(valueAt(await say(bob, { ...word, deviceId: 'phone', status: 'BUSY' }), 'setPresence')).toMatchObject({
      status: 'BUSY',
      channels: [bob],
    });
  });

  it('refuse a sign that would leave watchers with blanks, and what no client may say', async () => {
    const short = `mutation Set($input: SetPresenceInput!) { setPresence(input: $input) { userId status } }`;
    const input = { deviceId: 'laptop', status: 'ONLINE' };
    expect(refusalsOf(await api.execute(bob, short, { input }))).toEqual(['SelectionIncomplete']);
    const renamed = SET.replace('userId', 'userId: note');
    expect(refusalsOf(await api.execute(bob, renamed, { input }))).toEqual(['SelectionIncomplete']);
    expect(refusalsOf(await say(bob, { status: 'IN_CALL' }))).toEqual(['BadInput']);
    expect(refusalsOf(await say(bob, { deviceId: 'a#b' }))).toEqual(['BadInput']);
    expect(refusalsOf(await say(bob, { note: 'a\u202eb' }))).toEqual(['BadInput']);
  });

  it('show members to members, everyone else as someone who never was there, and nothing to strangers', async () => {
    await opened;
    await say(cat);
    await say(eve);
    const never = { status: 'OFFLINE', note: null, lastSeenAt: null, expiresAt: null, channels: [] };
    const seen = await api.execute(ann, READ, { sessionId: session.id, userIds: [eve, cat] });
    expect(valueAt(seen, 'presence', 0)).toEqual({ userId: eve, ...never });
    expect(valueAt(seen, 'presence', 1)).toMatchObject({ userId: cat, status: 'ONLINE', channels: [] });
    const asked = await api.execute(eve, READ, { sessionId: session.id, userIds: [cat] });
    expect(refusalsOf(asked)).toEqual(['SessionNotFound']);
  });

  it('listen on the channels of those whom the service names, twenty in a group', async () => {
    const members = Array.from({ length: 60 }, (_, nth) => aUser(`member-${nth}`));
    const large = aChatSession({ creator: ann, kind: 'PRIVATE', memberIds: members });
    await api.stores.chatSessions.save(large);
    const strangers = Array.from({ length: 40 }, () => aUser('stranger'));
    const { effects, error } = await watch(ann, [...strangers, ...members], large.id);
    expect(error).toBeUndefined();
    const groups = [members.slice(0, 20), members.slice(20, 40), members.slice(40)];
    expect(effects.find(({ subscriptionFilter }) => subscriptionFilter)?.subscriptionFilter).toEqual({
      filterGroup: groups.map((value) => ({ filters: [{ fieldName: 'channels', operator: 'containsAny', value }] })),
    });
  });

  it('listen to nobody where the caller may watch nobody, without saying so', async () => {
    await opened;
    const { effects, error } = await watch(ann, [eve]);
    expect(error).toBeUndefined();
    expect(effects.find(({ subscriptionFilter }) => subscriptionFilter)?.subscriptionFilter).toEqual({
      filterGroup: [{ filters: [{ fieldName: 'channels', operator: 'containsAny', value: ['#'] }] }],
    });
  });

  it('refuse a stranger who would listen, and more users than one may watch', async () => {
    await opened;
    expect((await watch(eve, [ann])).error?.errorType).toBe('SessionNotFound');
    expect((await watch(ann, [])).error?.errorType).toBe('BadInput');
    expect(
      (
        await watch(
          ann,
          Array.from({ length: 101 }, () => aUser()),
        )
      ).error?.errorType,
    ).toBe('BadInput');
  });

  it('end with the membership, with the session, and with signing out', async () => {
    await opened;
    const { effects } = await watch(ann, [bob]);
    const ending = JSON.stringify(effects.find(({ invalidationFilter }) => invalidationFilter)?.invalidationFilter);
    for (const part of ['"ALL"', '"SESSION"', '"EVERYONE"', JSON.stringify(ann), JSON.stringify(session.id)]) {
      expect(ending).toContain(part);
    }
  });

  it('let presence lapse by the clock', async () => {
    await opened;
    const dan = aUser('dan');
    const room = aChatSession({ creator: ann, memberIds: [dan], at: noon });
    await api.stores.chatSessions.save(room);
    await say(dan, { status: 'AWAY' });
    const status = async () =>
      valueAt(await api.execute(ann, READ, { sessionId: room.id, userIds: [dan] }), 'presence', 0, 'status');
    clock.pass(5 * 60_000 - 1);
    expect(await status()).toBe('AWAY');
    clock.pass(1);
    expect(await status()).toBe('OFFLINE');
  });
});
