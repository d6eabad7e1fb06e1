import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { addMembers } from '../../domain/chat-session/decisions/add-members.ts';
import { approveJoinRequest } from '../../domain/chat-session/decisions/approve-join-request.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { banMember } from '../../domain/chat-session/decisions/ban-member.ts';
import { changeMemberRole } from '../../domain/chat-session/decisions/change-member-role.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { callingOn } from '../../test/builders/calling.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { hurried } from '../../test/builders/pacing.ts';
import { aSessionId, anAlias, aUser } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import { enteringService } from '../services/entering.ts';
import { ownService } from '../services/own.ts';

const [ann, bob, cat, dan] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('dan')];

function aWorld({ joinsPerHour = 0 } = {}) {
  const stores = openMemoryStores();
  const clock = new ManualClock();
  const live = new MemoryLiveDelivery();
  const calls = { ...callingOn(stores, clock), live };
  const dependencies = { ...stores, clock, live, calls, pacing: hurried, openedSessionIds, joinsPerHour };
  const open = async (wish: Partial<OpenChatSession> = {}): Promise<SessionId> => {
    const session = aChatSession({ creator: ann, memberIds: [bob], kind: 'PUBLIC', ...wish });
    await stores.chatSessions.save(session);
    return session.id;
  };
  const decide = async (sessionId: SessionId, decision: Decision, about: readonly UserId[] = [], by = ann) =>
    granted(await changeChatSession(dependencies, { sessionId, by, about, decision }));
  return {
    ...stores,
    clock,
    live,
    open,
    decide,
    entering: enteringService(dependencies),
    own: ownService(dependencies),
  };
}

let world: ReturnType<typeof aWorld>;
beforeEach(() => {
  world = aWorld();
});

const byApproval = { settings: { requireApproval: true } };

describe('asking to join', () => {
  const ask = (sessionId: string, user = cat, note: string | null = null) =>
    world.entering.requestToJoin({ user, sessionId, note });

  it('puts the one who asks on a list for those who approve, with their note, once', async () => {
    const id = await world.open(byApproval);
    const request = { sessionId: id, userId: cat, note: 'let me in', requestedAt: noon };
    expect(granted(await ask(id, cat, '  let me in '))).toEqual(request);
    world.clock.pass(1_000);
    expect(granted(await ask(id, cat, 'again'))).toEqual(request);
    expect(granted(await ask(id, dan)).note).toBeNull();

    const list = granted(await world.entering.listJoinRequests({ user: ann, sessionId: id }));
    expect(list.map(({ userId }) => userId)).toEqual([cat, dan]);
    expect(world.live.told).toEqual([]);
  });

  it('is shown to nobody who may not approve', async () => {
    const id = await world.open(byApproval);
    const list = (user: UserId) => world.entering.listJoinRequests({ user, sessionId: id });
    expect(refusalOf(await list(bob))).toBe('NotAllowed');
    expect(refusalOf(await list(cat))).toBe('SessionNotFound');
  });

  it.each<[string, Partial<OpenChatSession>, UserId, string]>([
    ['where anyone may join', {}, cat, 'BadInput'],
    ['by a member', byApproval, bob, 'BadInput'],
    ['in a PRIVATE session', { kind: 'PRIVATE', ...byApproval }, cat, 'SessionNotFound'],
    ['in a GROUP', { kind: 'GROUP', ...byApproval }, cat, 'SessionNotFound'],
    ['in an ANNOUNCEMENT session', { kind: 'ANNOUNCEMENT', ...byApproval }, cat, 'SessionNotFound'],
  ])('%s is refused', async (_, wish, user, code) => {
    expect(refusalOf(await ask(await world.open(wish), user))).toBe(code);
  });

  it('is refused as of no session to who is banned, in an archived one, and where there is none', async () => {
    const id = await world.open(byApproval);
    await world.decide(id, banMember(cat, null), [cat]);
    expect(refusalOf(await ask(id))).toBe('SessionNotFound');
    await world.decide(id, archive);
    expect(refusalOf(await ask(id, dan))).toBe('SessionNotFound');
    for (const missing of [aSessionId(), '', '#']) expect(refusalOf(await ask(missing))).toBe('SessionNotFound');
  });

  it('is over once the one who asks is in, and may begin again once they were turned down', async () => {
    const id = await world.open(byApproval);
    granted(await ask(id, cat));
    granted(await ask(id, dan));
    await world.decide(id, approveJoinRequest(cat, anAlias()), [cat]);
    const reject = (userId: string, user = ann) => world.entering.rejectJoinRequest({ user, sessionId: id, userId });
    expect(refusalOf(await reject(dan, bob))).toBe('NotAllowed');
    expect(refusalOf(await reject(dan, dan))).toBe('SessionNotFound');
    expect(granted(await reject(dan))).toBe(true);
    for (const nobody of [dan, cat, '#', '']) expect(granted(await reject(nobody))).toBe(false);
    expect(granted(await world.entering.listJoinRequests({ user: ann, sessionId: id }))).toEqual([]);
    expect(granted(await ask(id, dan)).userId).toBe(dan);
  });

  it('counts as joining does, but not when it is repeated or refused', async () => {
    world = aWorld({ joinsPerHour: 2 });
    const ids = [await world.open(byApproval), await world.open(byApproval), await world.open(byApproval)];
    const [first = '', second = '', third = ''] = ids;
    granted(await ask(first));
    granted(await ask(first));
    expect(refusalOf(await ask(aSessionId()))).toBe('SessionNotFound');
    granted(await ask(second));
    expect(refusalOf(await ask(third))).toBe('RateLimited');
    granted(await ask(third, dan));
  });
});

describe('inviting', () => {
  const invite = (sessionId: string, userIds: readonly string[], user = ann) =>
    world.entering.inviteUsers({ user, sessionId, userIds });
  const invitesOf = async (user: UserId) => granted(await world.entering.listMyInvites(user));

  it('tells each invited one which session, by whom and until when, and passes over who needs none', async () => {
    const id = await world.open({ kind: 'PRIVATE', name: 'Algebra' });
    const given = granted(await invite(id, [cat, bob, cat, ann]));
    const expected = {
      sessionId: id,
      sessionName: 'Algebra',
      userId: cat,
      invitedBy: ann,
      invitedAt: noon,
      expiresAt: later(noon, Durations.invite),
    };
    expect(given).toEqual([expected]);
    expect(await invitesOf(cat)).toEqual([expected]);
    world.clock.pass(1_000);
    expect(granted(await invite(id, [cat]))).toEqual([]);
    expect(await invitesOf(cat)).toEqual([expected]);
    expect(await invitesOf(bob)).toEqual([]);
  });

  it('lasts seven days, is gone at once then, and may be given anew', async () => {
    const id = await world.open({ kind: 'PRIVATE' });
    granted(await invite(id, [cat]));
    world.clock.pass(Durations.invite - 1);
    expect(await invitesOf(cat)).toHaveLength(1);
    expect(granted(await invite(id, [cat]))).toEqual([]);
    world.clock.pass(1);
    expect(await invitesOf(cat)).toEqual([]);
    expect(granted(await world.entering.withdrawInvite({ user: cat, sessionId: id, userId: null }))).toBe(false);
    expect(granted(await invite(id, [cat, dan])).map(({ userId }) => userId)).toEqual([cat, dan]);
    expect(await invitesOf(cat)).toHaveLength(1);
  });

  it('is listed oldest first', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const id = await world.open({ kind: 'PRIVATE' });
      granted(await invite(id, [cat]));
      ids.push(id);
      world.clock.pass(1_000);
    }
    expect((await invitesOf(cat)).map(({ sessionId }) => sessionId)).toEqual(ids);
  });

  it('is for those whose role includes it, and for every member where the session says so', async () => {
    const id = await world.open({ kind: 'PRIVATE' });
    expect(refusalOf(await invite(id, [cat], bob))).toBe('NotAllowed');
    expect(refusalOf(await invite(id, [cat], dan))).toBe('SessionNotFound');
    await world.decide(id, updateSettings({ allowInvites: true }));
    expect(granted(await invite(id, [cat], bob))).toHaveLength(1);
  });

  it.each<[string, readonly string[], string]>([
    ['nobody', [], 'BadInput'],
    ['someone who cannot be a user', ['#'], 'BadInput'],
    ['fifty-one', Array.from({ length: 51 }, (_, at) => `user-${at}`), 'BadInput'],
  ])('%s is refused', async (_, userIds, code) => {
    expect(refusalOf(await invite(await world.open({ kind: 'PRIVATE' }), userIds))).toBe(code);
  });

  it('takes fifty at once', async () => {
    const fifty = Array.from({ length: 50 }, () => aUser());
    expect(granted(await invite(await world.open({ kind: 'PRIVATE' }), fifty))).toHaveLength(50);
  });

  it('is refused for who is banned, in a DIRECT session and in one that takes no entries', async () => {
    const id = await world.open({ kind: 'PRIVATE' });
    await world.decide(id, banMember(cat, null), [cat]);
    expect(refusalOf(await invite(id, [dan, cat]))).toBe('MemberBanned');
    expect(await invitesOf(dan)).toEqual([]);
    await world.decide(id, archive);
    expect(refusalOf(await invite(id, [dan]))).toBe('SessionReadOnly');
    expect(refusalOf(await invite(await world.open({ kind: 'DIRECT', name: null }), [dan]))).toBe('NotAllowed');
  });

  it('is taken back by who gave it and by who may add members, declined by the invited one, and by nobody else', async () => {
    const id = await world.open({ kind: 'PRIVATE', settings: { allowInvites: true } });
    await world.decide(id, addMembers([dan], anAlias), [dan]);
    const withdraw = (user: UserId, userId: string | null) =>
      world.entering.withdrawInvite({ user, sessionId: id, userId });

    granted(await invite(id, [cat], bob));
    expect(refusalOf(await withdraw(dan, cat))).toBe('NotAllowed');
    expect(refusalOf(await withdraw(aUser('eve'), cat))).toBe('SessionNotFound');
    expect(granted(await withdraw(bob, cat))).toBe(true);
    expect(refusalOf(await withdraw(bob, cat))).toBe('NotAllowed');
    granted(await invite(id, [cat], bob));
    expect(granted(await withdraw(ann, cat))).toBe(true);
    expect(granted(await withdraw(ann, cat))).toBe(false);
    expect(granted(await withdraw(ann, '#'))).toBe(false);
    granted(await invite(id, [cat], bob));
    await world.decide(id, changeMemberRole(dan, 'ADMIN'), [dan]);
    expect(granted(await withdraw(dan, cat))).toBe(true);
    granted(await invite(id, [cat], bob));
    expect(granted(await withdraw(cat, cat))).toBe(true);
    expect(granted(await withdraw(cat, null))).toBe(false);
    for (const missing of [aSessionId(), '#']) {
      expect(granted(await world.entering.withdrawInvite({ user: cat, sessionId: missing, userId: null }))).toBe(false);
    }
  });
});

describe('who is banned', () => {
  it('is listed by user id to those who may ban', async () => {
    const id = await world.open();
    for (const user of [dan, cat]) await world.decide(id, banMember(user, 'spam'), [user]);
    const bans = (user: UserId) => world.entering.listBans({ user, sessionId: id });
    const banned = granted(await bans(ann)).map(({ userId }) => userId);
    expect(banned).toEqual([cat, dan].sort());
    expect(refusalOf(await bans(bob))).toBe('NotAllowed');
    expect(refusalOf(await bans(cat))).toBe('SessionNotFound');
  });
});

describe('discovering', () => {
  const page = async (limit: number, after: string | null = null, search: { text?: string; tag?: string } = {}) =>
    granted(await world.entering.discoverSessions({ user: cat, limit, after, text: null, tag: null, ...search }));

  it('is empty where there is nothing', async () => {
    expect(await page(20)).toEqual({
      items: [],
      startCursor: null,
      endCursor: null,
      hasPreviousPage: false,
      hasNextPage: false,
    });
  });

  it('finds each session that fits on exactly one page, in the order of their names, whatever the sizes', async () => {
    const names = fc.array(fc.constantFrom('art', 'Art', 'algebra', 'zoo', 'ärger', 'art 2'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(names, fc.integer({ min: 1, max: 5 }), async (all, limit) => {
        world = aWorld();
        for (const [at, name] of all.entries()) await world.open({ name, tags: at % 2 === 0 ? ['even'] : [] });
        const found: string[] = [];
        let after: string | null = null;
        for (;;) {
          const { items, endCursor, hasNextPage, hasPreviousPage } = await page(limit, after, { tag: 'even' });
          expect(hasPreviousPage).toBe(after !== null);
          found.push(...items.map(({ name }) => name.toLowerCase()));
          if (!hasNextPage) break;
          after = endCursor;
          expect(after).not.toBeNull();
        }
        const expected = all.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
        const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(found).toEqual(expected.sort(byBytes));
      }),
      { numRuns: 60 },
    );
  });

  it('looks at a bounded number for one page, and goes on from there', async () => {
    for (let at = 0; at < 1_005; at += 1) await world.open({ name: `common ${String(at).padStart(4, '0')}` });
    const last = await world.open({ name: 'rare' });
    const first = await page(20, null, { text: 'rare' });
    expect(first).toMatchObject({ items: [], startCursor: null, hasNextPage: true });
    const second = await page(20, first.endCursor, { text: 'rare' });
    expect(second.items.map(({ id }) => id)).toEqual([last]);
    expect(second).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it('skips those that banned the caller, and says of which they are a member', async () => {
    const [banning, own] = [await world.open({ name: 'a' }), await world.open({ name: 'b', memberIds: [cat] })];
    await world.decide(banning, banMember(cat, null), [cat]);
    expect((await page(20)).items.map(({ id, isMember }) => [id, isMember])).toEqual([[own, true]]);
  });
});

describe('blocking', () => {
  const block = (user: UserId, userId: string) => world.own.blockUser({ user, userId });
  const unblock = (user: UserId, userId: string) => world.own.unblockUser({ user, userId });

  it('is listed to who blocked, oldest first, and has both ask anew whom they may see', async () => {
    expect(granted(await block(ann, bob))).toBe(true);
    world.clock.pass(1_000);
    expect(granted(await block(ann, cat))).toBe(true);
    expect(granted(await world.own.listBlockedUsers(ann))).toEqual([
      { userId: bob, since: noon },
      { userId: cat, since: later(noon, 1_000) },
    ]);
    expect(granted(await world.own.listBlockedUsers(bob))).toEqual([]);
    expect(world.live.told).toEqual([ann, bob, ann, cat].map((user) => ({ kind: 'endPresenceFor', user })));
  });

  it('closes the DIRECT session of the two until neither blocks', async () => {
    const id = openedSessionIds.ofPair(ann, bob);
    await world.open({ id, kind: 'DIRECT', name: null });
    const isClosed = async () => (await world.sessionLog.standing(id, bob))?.isClosed;
    granted(await block(ann, bob));
    granted(await block(bob, ann));
    expect(await isClosed()).toBe(true);
    granted(await unblock(ann, bob));
    expect(await isClosed()).toBe(true);
    granted(await unblock(bob, ann));
    expect(await isClosed()).toBe(false);
  });

  it('is refused for what cannot be a user, for oneself, and beyond a thousand', async () => {
    for (const nobody of ['', '#', ann]) {
      expect(refusalOf(await block(ann, nobody))).toBe('BadInput');
      expect(refusalOf(await unblock(ann, nobody))).toBe('BadInput');
    }
    for (let at = 0; at < 1_000; at += 1) granted(await block(ann, `user-${at}`));
    const beyond = await block(ann, bob);
    expect(beyond).toMatchObject({ ok: false, refusal: { code: 'BadInput', info: { limit: 1_000 } } });
    granted(await block(ann, 'user-7'));
  });
});

describe('preferences', () => {
  it('change as they are told to, for members alone', async () => {
    const id = await world.open();
    const change = (user: UserId, wish: object, sessionId: string = id) =>
      world.own.updateMyPreferences({ user, sessionId, ...wish });
    const set = { notifications: 'MENTIONS', mutedUntil: '2026-11-22T14:00:00+02:00', customName: '  Maths ' };
    expect(granted(await change(bob, set))).toEqual({
      notifications: 'MENTIONS',
      mutedUntil: later(noon, 86_400_000),
      customName: 'Maths',
    });
    expect(granted(await change(bob, { mutedUntil: null }))).toMatchObject({ mutedUntil: null, customName: 'Maths' });
    expect(refusalOf(await change(bob, { customName: 'x'.repeat(101) }))).toBe('BadInput');
    expect(refusalOf(await change(bob, { customName: '' }))).toBe('BadInput');
    expect(refusalOf(await change(bob, { mutedUntil: '1969-01-01T00:00:00Z' }))).toBe('BadInput');
    expect(refusalOf(await change(cat, { notifications: 'NONE' }))).toBe('SessionNotFound');
    expect(refusalOf(await change(bob, { notifications: 'NONE' }, '#'))).toBe('SessionNotFound');
  });
});
