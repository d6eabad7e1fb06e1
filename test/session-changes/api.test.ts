import { expect, it } from 'vitest';
import type { GraphQLAnswer } from '../../runtime/contract.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import { act, theWhole } from '../builders/session-changes.ts';
import { askToJoin } from '../../domain/chat-session/decisions/ask-to-join.ts';
import { inviteUsers } from '../../domain/chat-session/decisions/invite-users.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';
import { changeDocument, changesOf } from '../support/session-changes.ts';
import { instantOf } from '../../domain/shared/instant.ts';

const inAnHour = (): string => new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000).toISOString();
const missing = '00000000-0000-4000-8000-000000000000';

await describeOnApi('Changing a session through the API', {}, (api) => {
  const opened = async (wish: Partial<OpenChatSession> = {}) => {
    const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
    const session = aChatSession({ creator: ann, memberIds: [bob], at: instantOf(Date.now()), ...wish });
    await api.stores.chatSessions.save(session);
    return { sessionId: session.id, ann, bob, cat, as: (user: string) => changesOf(api, user) };
  };
  const entryOf = (answer: GraphQLAnswer, field: string) => valueAt(answer, field);

  it('answers the entry that the log has of it, from whoever did it, to the session', async () => {
    const { sessionId, ann, as } = await opened();
    const input = { sessionId, name: 'Geometry', description: 'Lines', tags: ['Maths'] };
    const answer = await as(ann).ask('updateChatSession', { input });
    expect(refusalsOf(answer)).toEqual([]);
    expect(entryOf(answer, 'updateChatSession')).toMatchObject({
      sessionId,
      seq: 1,
      kind: 'MESSAGE',
      change: null,
      message: {
        senderId: ann,
        kind: 'SYSTEM',
        clientMessageId: '',
        audience: [sessionId],
        content: {
          text: null,
          system: {
            event: 'SESSION_UPDATED',
            userIds: [],
            session: { name: 'Geometry', description: 'Lines', tags: ['maths'], status: 'ACTIVE', isFrozen: false },
          },
        },
      },
    });
    const again = await as(ann).ask('updateChatSession', { input });
    expect([again.errors ?? [], entryOf(again, 'updateChatSession')]).toEqual([[], null]);
  });

  it('takes away what is null and leaves what is left out', async () => {
    const { sessionId, ann, as } = await opened();
    const given = { description: 'Lines', avatarUrl: 'https://pictures.example/a', bannerUrl: null, tags: ['a'] };
    await as(ann).told('updateChatSession', { input: { sessionId, ...given } });
    expect(
      await as(ann).told('updateChatSession', { input: { sessionId, description: null, tags: null } }),
    ).toMatchObject({
      session: { name: 'Algebra', description: null, avatarUrl: 'https://pictures.example/a', tags: [] },
    });
  });

  it('changes rules, and refuses those that cannot be', async () => {
    const { sessionId, ann, bob, as } = await opened();
    const rules = (settings: object) => ({ input: { sessionId, settings: { ...settings } } });
    expect(await as(ann).told('updateSessionSettings', rules({ slowModeSeconds: 30, maxMembers: 10 }))).toMatchObject({
      event: 'SETTINGS_CHANGED',
      session: { settings: { slowModeSeconds: 30, maxMembers: 10 } },
    });
    expect(await as(ann).told('updateSessionSettings', rules({ slowModeSeconds: null }))).toBeNull();
    for (const wrong of [{ slowModeSeconds: 3601 }, { maxMembers: 51 }, { maxMembers: 1 }, { maxFileSize: 0 }]) {
      expect(await as(ann).refused('updateSessionSettings', rules(wrong))).toEqual(['BadInput']);
    }
    expect(await as(bob).refused('updateSessionSettings', rules({ slowModeSeconds: 0 }))).toEqual(['NotAllowed']);
  });

  it('archives, freezes, and does so again', async () => {
    const { sessionId, ann, as } = await opened();
    const tell = (name: Parameters<ReturnType<typeof changesOf>['told']>[0]) => as(ann).told(name, { sessionId });
    expect(await tell('freezeChatSession')).toMatchObject({ event: 'SESSION_FROZEN', session: { isFrozen: true } });
    expect(await tell('freezeChatSession')).toBeNull();
    expect(await tell('unfreezeChatSession')).toMatchObject({ event: 'SESSION_UNFROZEN' });
    expect(await tell('archiveChatSession')).toMatchObject({ session: { status: 'ARCHIVED' } });
    expect(await as(ann).refused('freezeChatSession', { sessionId })).toEqual(['SessionReadOnly']);
    expect(await tell('unarchiveChatSession')).toMatchObject({
      event: 'SESSION_UNARCHIVED',
      session: { status: 'ACTIVE' },
    });
  });

  it('lets an operator, who is no user, block and unblock', async () => {
    const { sessionId, ann, as } = await opened();
    const block = await api.executeAsOperator(changeDocument('blockChatSession'), { sessionId });
    expect(entryOf(block, 'blockChatSession')).toMatchObject({
      message: {
        senderId: '#system',
        content: { system: { event: 'SESSION_BLOCKED', session: { status: 'BLOCKED' } } },
      },
    });
    expect(await as(ann).refused('unarchiveChatSession', { sessionId })).toEqual(['SessionReadOnly']);
    expect(api.live.told.filter((one) => 'sessionId' in one && one.sessionId === sessionId)).toEqual([
      { kind: 'messageSent', sessionId, seq: 1 },
      { kind: 'endSession', sessionId, user: 'everyone' },
      { kind: 'endPresence', sessionId },
    ]);
    const unblock = await api.executeAsOperator(changeDocument('unblockChatSession'), { sessionId });
    expect(entryOf(unblock, 'unblockChatSession')).toMatchObject({ seq: 2 });
    const none = await api.executeAsOperator(changeDocument('blockChatSession'), { sessionId: missing });
    expect(refusalsOf(none)).toEqual(['SessionNotFound']);
  });

  it('lets people come in: joining, invited, approved, added', async () => {
    const [ann, dan, eve, fay, gil] = [aUser('ann'), aUser('dan'), aUser('eve'), aUser('fay'), aUser('gil')];
    const { sessionId, as } = await opened({ kind: 'PUBLIC', creator: ann, memberIds: [] });
    expect(await as(dan).told('joinChatSession', { sessionId })).toMatchObject({
      event: 'MEMBERS_JOINED',
      userIds: [dan],
    });
    expect(await as(dan).told('joinChatSession', { sessionId })).toBeNull();

    await as(ann).told('updateSessionSettings', { input: { sessionId, settings: { requireApproval: true } } });
    expect(await as(eve).refused('joinChatSession', { sessionId })).toEqual(['ApprovalRequired']);
    await act(api.stores, sessionId, ann, inviteUsers([eve]), eve);
    expect(await as(eve).told('joinChatSession', { sessionId })).toMatchObject({ userIds: [eve] });

    expect(await as(ann).refused('approveJoinRequest', { sessionId, userId: fay })).toEqual(['JoinRequestNotFound']);
    await act(api.stores, sessionId, fay, askToJoin(fay, null), fay);
    expect(await as(ann).told('approveJoinRequest', { sessionId, userId: fay })).toMatchObject({ userIds: [fay] });

    const userIds = [fay, gil, gil];
    const added = await as(ann).ask('addMembers', { sessionId, userIds });
    expect(entryOf(added, 'addMembers')).toMatchObject({
      message: { senderId: ann, audience: [sessionId, `#${gil}`], content: { system: { userIds: [gil] } } },
    });
    const { state } = await theWhole(api.stores, sessionId);
    expect(state.members.map(({ userId }) => userId).sort()).toEqual([ann, dan, eve, fay, gil].sort());
    expect(state.memberCount).toBe(5);
  });

  it('lets people go: leaving, removed, banned; and tells their listeners that it is over', async () => {
    const { sessionId, ann, bob, cat, as } = await opened({ kind: 'PUBLIC' });
    const dan = aUser('dan');
    await as(ann).told('addMembers', { sessionId, userIds: [cat, dan] });
    expect(await as(bob).told('leaveChatSession', { sessionId })).toMatchObject({
      event: 'MEMBER_LEFT',
      userIds: [bob],
    });
    expect(await as(ann).told('removeMember', { sessionId, userId: cat })).toMatchObject({ event: 'MEMBER_REMOVED' });
    const ban = { sessionId, userId: dan, reason: 'noise' };
    expect(await as(ann).told('banMember', ban)).toMatchObject({ event: 'MEMBER_BANNED', userIds: [dan] });
    expect(await as(dan).refused('joinChatSession', { sessionId })).toEqual(['SessionNotFound']);
    expect(await as(ann).told('unbanMember', { sessionId, userId: dan })).toMatchObject({ event: 'MEMBER_UNBANNED' });
    expect(await as(dan).told('joinChatSession', { sessionId })).not.toBeNull();
    expect(
      api.live.told.flatMap((one) => (one.kind === 'endSession' && one.sessionId === sessionId ? [one.user] : [])),
    ).toEqual([bob, cat, dan]);
  });

  it('does not tell a stranger that they were banned, or a banned one that they no longer are', async () => {
    const { sessionId, ann, cat, as } = await opened({ kind: 'PRIVATE' });
    for (const name of ['banMember', 'unbanMember'] as const) {
      const answer = await as(ann).ask(name, { sessionId, userId: cat });
      expect(entryOf(answer, name)).toMatchObject({
        message: { audience: [sessionId], content: { system: { userIds: [cat] } } },
      });
    }
  });

  it('mutes, unmutes, changes roles and hands the session over', async () => {
    const { sessionId, ann, bob, as } = await opened();
    const until = inAnHour();
    expect(await as(ann).told('muteMember', { sessionId, userId: bob, until })).toMatchObject({
      event: 'MEMBER_MUTED',
      until,
    });
    expect(await as(ann).told('unmuteMember', { sessionId, userId: bob })).toMatchObject({ event: 'MEMBER_UNMUTED' });
    expect(await as(ann).refused('muteMember', { sessionId, userId: bob, until: '2020-01-01T00:00:00Z' })).toEqual([
      'BadInput',
    ]);
    expect(await as(ann).told('changeMemberRole', { sessionId, userId: bob, role: 'MODERATOR' })).toMatchObject({
      event: 'ROLE_CHANGED',
      userIds: [bob],
      role: 'MODERATOR',
    });
    expect(await as(ann).refused('leaveChatSession', { sessionId })).toEqual(['LastOwner']);
    expect(await as(ann).told('transferOwnership', { sessionId, userId: bob })).toMatchObject({
      event: 'OWNERSHIP_TRANSFERRED',
    });
    expect(await as(ann).told('leaveChatSession', { sessionId })).toMatchObject({ event: 'MEMBER_LEFT' });
    expect((await theWhole(api.stores, sessionId)).state).toMatchObject({ ownerIds: [bob], memberCount: 1 });
  });

  it('pins and unpins a message that is there', async () => {
    const room = await Room.open(api, instantOf(Date.now()));
    await room.sent('one');
    const messageId = `${room.id}.1`;
    const changes = changesOf(api, room.ann);
    const until = inAnHour();
    const pin = { messageId, until };
    expect(await changes.told('pinMessage', pin)).toMatchObject({ event: 'MESSAGE_PINNED', messageId, until });
    expect(await changes.told('pinMessage', pin)).toBeNull();
    expect(await changes.told('unpinMessage', { messageId: pin.messageId })).toMatchObject({
      event: 'MESSAGE_UNPINNED',
      messageId,
    });
    expect(await changes.refused('pinMessage', { messageId: `${room.id}.77` })).toEqual(['MessageNotFound']);
    expect(await changesOf(api, room.bob).refused('pinMessage', pin)).toEqual(['NotAllowed']);
  });
});
