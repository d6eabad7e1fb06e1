import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aChatSession, aWish, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { user } from '../../test/builders/people.ts';
import { SessionKind } from '../vocabulary/sessions.ts';
import { ChatSession } from './chat-session.ts';

const [ann, bob, cat] = [user('ann'), user('bob'), user('cat')];
const others = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `member-${at}`);
const rolesOf = (session: ChatSession) => session.changes().state.members.map(({ userId, role }) => [userId, role]);

describe('opening a session', () => {
  it('makes its creator the owner and everyone else a member', () => {
    const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
    expect(rolesOf(session)).toEqual([
      [ann, 'OWNER'],
      [bob, 'MEMBER'],
      [cat, 'MEMBER'],
    ]);
  });

  it('records that it was created, with who is in it and when', () => {
    const session = aChatSession({ creator: ann, memberIds: [bob], kind: 'GROUP', sessionType: 'LESSON' });
    expect(session.changes().events).toEqual([
      {
        name: 'ChatSessionCreated',
        sessionId: session.id,
        sessionType: 'LESSON',
        kind: 'GROUP',
        createdBy: ann,
        memberIds: [ann, bob],
        occurredAt: noon,
      },
    ]);
  });

  it('starts active, with a trimmed name or none', () => {
    expect(aChatSession({ name: ' Algebra ' }).changes().state).toMatchObject({ status: 'ACTIVE', name: 'Algebra' });
    expect(aChatSession({ name: null }).changes().state.name).toBeNull();
  });

  it('counts nobody twice, and the creator without being named', () => {
    const session = aChatSession({ kind: 'DIRECT', creator: ann, memberIds: [bob, ann, bob] });
    expect(rolesOf(session)).toEqual([
      [ann, 'OWNER'],
      [bob, 'MEMBER'],
    ]);
  });

  it.each([
    ['DIRECT', 0, false],
    ['DIRECT', 1, true],
    ['DIRECT', 2, false],
    ['GROUP', 0, false],
    ['GROUP', 1, true],
    ['GROUP', 49, true],
    ['GROUP', 50, false],
    ['PRIVATE', 0, true],
    ['PRIVATE', 999, true],
    ['PRIVATE', 1000, false],
    ['PUBLIC', 999, true],
    ['PUBLIC', 1000, false],
    ['ANNOUNCEMENT', 999, true],
    ['ANNOUNCEMENT', 1000, false],
  ] as const)('as %s with %d others is allowed: %s', (kind, count, allowed) => {
    expect(ChatSession.open(aWish({ kind, creator: ann, memberIds: others(count) })).ok).toBe(allowed);
  });

  it('says how many members the kind may have', () => {
    expect(ChatSession.open(aWish({ kind: 'GROUP', memberIds: others(50) }))).toEqual({
      ok: false,
      refusal: {
        code: 'BadInput',
        why: 'a GROUP session has 2 to 50 members, and this one would have 51',
        info: { limit: 50 },
      },
    });
  });

  it.each(['', ' ', 'a b', 'a#b', 'ü', 'x'.repeat(129), 'a\u0000'])('refuses %j as a member', (memberId) => {
    expect(refusalOf(ChatSession.open(aWish({ memberIds: [memberId] })))).toBe('BadInput');
  });

  it('takes ids that are words of JavaScript for what they are: ids', () => {
    const session = aChatSession({ creator: user('constructor'), memberIds: ['__proto__', 'toString'] });
    expect(rolesOf(session).map(([userId]) => userId)).toEqual(['constructor', '__proto__', 'toString']);
  });

  it('refuses a name that cannot be one', () => {
    expect(refusalOf(ChatSession.open(aWish({ name: ' ' })))).toBe('BadInput');
  });

  it('has one owner, nobody twice, and as many members as its kind allows, whoever is named', () => {
    const ids = fc.array(fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(SessionKind)), ids, (kind, memberIds) => {
        const opened = ChatSession.open(aWish({ kind, creator: ann, memberIds }));
        const named = new Set([...memberIds, 'ann']);
        const fits = kind === 'DIRECT' ? named.size === 2 : kind !== 'GROUP' || named.size >= 2;
        expect(opened.ok).toBe(fits);
        if (!opened.ok) return;
        const roles = rolesOf(granted(opened));
        expect(new Set(roles.map(([userId]) => userId))).toEqual(named);
        expect(roles).toHaveLength(named.size);
        expect(roles.filter(([, role]) => role === 'OWNER')).toEqual([[ann, 'OWNER']]);
      }),
    );
  });
});

describe('a session that was saved', () => {
  it('has nothing new to save', () => {
    const { state } = aChatSession().changes();
    const nothing = { added: [], removed: [], altered: [] };
    expect(ChatSession.restore(state, 3, true).changes()).toEqual({
      state,
      before: state,
      basedOn: 3,
      isRevised: false,
      countsMembers: false,
      members: nothing,
      bans: nothing,
      joinRequests: nothing,
      invites: nothing,
      restsOnAbsence: false,
      witnesses: [],
      events: [],
      happenings: [],
    });
  });
});
