import { expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import { theWhole, toldIn } from '../builders/session-changes.ts';
import { describeOnApi, refusalsOf } from '../support/api-in-process.ts';
import { LOG } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import type { ChangeName } from '../support/session-changes.ts';
import { changeDocument, changeNames, changesOf } from '../support/session-changes.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** Attacks on who may do what in a session, by the numbers of the list in docs/security.md. Each must change nothing. */
await describeOnApi('Sessions under attack', {}, (api) => {
  const opened = async (wish: Partial<OpenChatSession> = {}) => {
    const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
    const at = instantOf(Date.now());
    const session = aChatSession({ kind: 'PRIVATE', creator: ann, memberIds: [bob, cat], at, ...wish });
    await api.stores.chatSessions.save(session);
    const as = (user: string) => changesOf(api, user);
    return { id: session.id, ann, bob, cat, as };
  };
  /** What stands in the store of a session, and what its log tells. */
  const everything = async (id: Parameters<typeof toldIn>[1]) => [
    (await theWhole(api.stores, id)).state,
    await toldIn(api.stores, id),
  ];

  const argumentsFor = (name: ChangeName, sessionId: string, userId: string): JsonObject => ({
    sessionId,
    userId,
    userIds: [userId],
    role: 'ADMIN',
    until: inAnHour(),
    messageId: `${sessionId}.1`,
    input:
      name === 'updateSessionSettings' ? { sessionId, settings: { slowModeSeconds: 0 } } : { sessionId, name: 'Mine' },
  });
  const asked = changeNames.filter((name) => !name.endsWith('blockChatSession'));

  it.each(asked)('4: %s answers a session of others exactly as one that does not exist', async (name) => {
    const { id, bob, as } = await opened();
    const before = await everything(id);
    const mallory = as(aUser('mallory'));
    const answers = await Promise.all(
      [id, missing].map(async (sessionId) => {
        const { errors, data } = await mallory.ask(name, argumentsFor(name, sessionId, bob));
        return { data, errors: errors?.map(({ errorType, message, errorInfo }) => [errorType, message, errorInfo]) };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.errors).toHaveLength(1);
    expect(['SessionNotFound', 'MessageNotFound']).toContain(answers[0]?.errors?.[0]?.[0]);
    expect(await everything(id)).toEqual(before);
  });

  it('4: someone who was in the session is told no more than someone who never was', async () => {
    const { id, ann, bob, cat, as } = await opened();
    await as(ann).told('removeMember', { sessionId: id, userId: bob });
    await as(ann).told('banMember', { sessionId: id, userId: cat, reason: 'noise' });
    for (const gone of [bob, cat]) {
      for (const name of asked) {
        const { errors } = await as(gone).ask(name, argumentsFor(name, id, ann));
        const stranger = await as(aUser('mallory')).ask(name, argumentsFor(name, id, ann));
        expect(
          errors?.map(({ message }) => message),
          name,
        ).toEqual(stranger.errors?.map(({ message }) => message));
      }
    }
  });

  it('5: a message of another session is neither pinned nor unpinned', async () => {
    const room = await Room.open(api, instantOf(Date.now()));
    await room.sent('one');
    const messageId = `${room.id}.1`;
    const { ann, as } = await opened();
    for (const name of ['pinMessage', 'unpinMessage'] as const) {
      expect(await as(ann).refused(name, { messageId })).toEqual(['MessageNotFound']);
    }
    expect((await theWhole(api.stores, room.id)).state.pins).toEqual([]);
  });

  it('8: whoever is removed or banned reads nothing more, and their listeners are told that it is over', async () => {
    const { id, ann, bob, cat, as } = await opened();
    await as(ann).told('removeMember', { sessionId: id, userId: bob });
    await as(ann).told('banMember', { sessionId: id, userId: cat, reason: null });
    for (const gone of [bob, cat]) {
      expect(refusalsOf(await api.execute(gone, LOG, { sessionId: id, after: 0, limit: 10 }))).toEqual([
        'SessionNotFound',
      ]);
      expect(api.live.told).toContainEqual({ kind: 'endSession', sessionId: id, user: gone });
    }
  });

  it('10: nobody but an operator blocks, and an operator is nobody in a session', async () => {
    const { id, ann } = await opened();
    for (const name of ['blockChatSession', 'unblockChatSession'] as const) {
      const answer = await api.execute(ann, changeDocument(name), { sessionId: id });
      expect(refusalsOf(answer)).toEqual(['Unauthorized']);
    }
    const leaving = await api.executeAsOperator(changeDocument('archiveChatSession'), { sessionId: id });
    expect(refusalsOf(leaving)).toEqual(['Unauthorized']);
    expect((await theWhole(api.stores, id)).state.status).toBe('ACTIVE');
  });

  it('11: nobody raises themselves, or anyone to where they are themselves', async () => {
    const { id, ann, bob, cat, as } = await opened();
    const role = (userId: string, to: string) => ({ sessionId: id, userId, role: to });
    for (const to of ['OWNER', 'ADMIN', 'MODERATOR']) {
      expect(await as(bob).refused('changeMemberRole', role(bob, to))).toEqual(['NotAllowed']);
    }
    await as(ann).told('changeMemberRole', role(bob, 'ADMIN'));
    for (const [who, to] of [
      [bob, 'OWNER'],
      [cat, 'ADMIN'],
      [cat, 'OWNER'],
      [ann, 'MEMBER'],
    ] as const) {
      expect(await as(bob).refused('changeMemberRole', role(who, to))).toEqual(['NotAllowed']);
    }
    expect(await as(bob).refused('transferOwnership', { sessionId: id, userId: bob })).toEqual(['NotAllowed']);
  });

  it('11: the last owner is neither removed, nor banned, nor lowered, and does not leave', async () => {
    const { id, ann, bob, as } = await opened();
    await as(ann).told('changeMemberRole', { sessionId: id, userId: bob, role: 'ADMIN' });
    const before = await everything(id);
    for (const name of ['removeMember', 'banMember', 'muteMember'] as const) {
      expect(await as(bob).refused(name, argumentsFor(name, id, ann))).toEqual(['NotAllowed']);
      expect(await as(ann).refused(name, argumentsFor(name, id, ann))).toEqual(['NotAllowed']);
    }
    expect(await as(ann).refused('changeMemberRole', { sessionId: id, userId: ann, role: 'MEMBER' })).toEqual([
      'LastOwner',
    ]);
    expect(await as(ann).refused('leaveChatSession', { sessionId: id })).toEqual(['LastOwner']);
    expect(await everything(id)).toEqual(before);
  });

  it('11: a DIRECT session has nobody who rules, and nobody who leaves', async () => {
    const [ann, bob] = [aUser('ann'), aUser('bob')];
    const { id, as } = await opened({ kind: 'DIRECT', creator: ann, memberIds: [bob] });
    const allowed = ['joinChatSession', 'pinMessage', 'unpinMessage'];
    for (const name of asked.filter((one) => !allowed.includes(one))) {
      expect(await as(ann).refused(name, argumentsFor(name, id, bob)), name).toEqual(['NotAllowed']);
    }
    expect((await theWhole(api.stores, id)).state.memberCount).toBe(2);
  });

  it.each(['__proto__', 'constructor', 'a#b', ':x', '#system', '', 'x'.repeat(200)])(
    '16: %j as a user id does nothing',
    async (userId) => {
      const { id, ann, as } = await opened();
      const before = await everything(id);
      for (const name of [
        'removeMember',
        'unbanMember',
        'muteMember',
        'transferOwnership',
        'approveJoinRequest',
      ] as const) {
        const { errors } = await as(ann).ask(name, argumentsFor(name, id, userId));
        const codes = ['MemberNotFound', 'BadInput', 'JoinRequestNotFound'];
        for (const { errorType } of errors ?? []) expect(codes).toContain(errorType);
      }
      expect(await everything(id)).toEqual(before);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://pictures.example/a.png',
    '//pictures.example/a.png',
    'https://ann:secret@pictures.example/a.png',
    'https://pictures.example/"onerror="alert(1)',
    'https://pictures.example/a b',
    'https://',
  ])('19: %j is no picture', async (avatarUrl) => {
    const { id, ann, as } = await opened();
    for (const url of [{ avatarUrl }, { bannerUrl: avatarUrl }]) {
      const refused = await as(ann).ask('updateChatSession', { input: { sessionId: id, ...url } });
      expect(refused.errors).toHaveLength(1);
    }
    expect((await theWhole(api.stores, id)).state).toMatchObject({ avatarUrl: null, bannerUrl: null });
  });

  it('19: markup in a name, a description or a tag is text, kept as it is', async () => {
    const { id, ann, as } = await opened();
    const markup = '<script>alert(1)</script>';
    const input = { sessionId: id, name: markup, description: markup, tags: [markup] };
    expect(await as(ann).told('updateChatSession', { input })).toMatchObject({
      session: { name: markup, description: markup, tags: [markup] },
    });
  });

  it.each([
    ['an override', 'Algebra\u202egnp.exe'],
    ['a homoglyph', 'Аlgebra'],
    ['a zero-width space', 'Alge\u200bbra'],
    ['a line break', 'Algebra\nfree'],
    ['a control character', 'Algebra\u0007'],
  ])('20: %s is refused in a name and in a tag', async (_, text) => {
    const { id, ann, as } = await opened();
    for (const wish of [{ name: text }, { tags: [text] }]) {
      expect(await as(ann).refused('updateChatSession', { input: { sessionId: id, ...wish } })).toEqual(['BadInput']);
    }
    expect(await toldIn(api.stores, id)).toEqual([]);
  });

  it('20: a description does not turn the text around it', async () => {
    const { id, ann, as } = await opened();
    const input = { sessionId: id, description: 'abc\u202edef' };
    expect(await as(ann).refused('updateChatSession', { input })).toEqual(['BadInput']);
  });
});
