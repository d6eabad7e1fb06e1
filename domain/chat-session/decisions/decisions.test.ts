import { describe, expect, it } from 'vitest';
import { aChatSession, asSaved, granted, refusalOf, toldBy } from '../../../test/builders/chat-sessions.ts';
import { noon } from '../../../test/builders/manual-clock.ts';
import { anAlias, user } from '../../../test/builders/people.ts';
import { later } from '../../shared/instant.ts';
import { seqOf } from '../../shared/ids.ts';
import type { UserId } from '../../shared/ids.ts';
import { Durations, Limits } from '../../vocabulary/limits.ts';
import { systemSender } from '../../vocabulary/messages.ts';
import type { SessionKind } from '../../vocabulary/sessions.ts';
import type { Invite } from '../admission.ts';
import type { ChatSession } from '../chat-session.ts';
import type { Decision } from '../decision.ts';
import type { OpenChatSession } from '../opening.ts';
import type { ChatSessionState } from '../state.ts';
import { addMembers } from './add-members.ts';
import { approveJoinRequest } from './approve-join-request.ts';
import { archive, unarchive } from './archive.ts';
import { banMember } from './ban-member.ts';
import { block, unblock } from './block.ts';
import { freeze, unfreeze } from './freeze.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { muteMember, unmuteMember } from './mute-member.ts';
import { pinMessage, unpinMessage } from './pin-message.ts';
import { removeMember } from './remove-member.ts';
import { updateSession } from './update-session.ts';
import { updateSettings } from './update-settings.ts';

const [ann, bob, cat, dan] = [user('ann'), user('bob'), user('cat'), user('dan')];
const anHour = later(noon, 3_600_000);
const open = (wish: Partial<OpenChatSession> = {}): ChatSession =>
  asSaved(aChatSession({ kind: 'PUBLIC', creator: ann, memberIds: [bob], ...wish }));
const withState = (session: ChatSession, becomes: Partial<ChatSessionState>): ChatSession =>
  asSaved(granted(session.decide(() => ({ ok: true, value: { becomes } }), { by: ann, at: noon })));
const decide = (session: ChatSession, decision: Decision, by: UserId | typeof systemSender = ann, at = noon) =>
  session.decide(decision, { by, at });
const after = (session: ChatSession, decision: Decision, by: UserId | typeof systemSender = ann): ChatSession =>
  asSaved(granted(decide(session, decision, by)));
const invite = (userId: UserId, expiresAt = anHour): Invite => ({ userId, invitedBy: ann, invitedAt: noon, expiresAt });
const entering = join(cat, 'Anonymous 1');

describe('joining', () => {
  it.each([
    ['PUBLIC', false, 'done'],
    ['PRIVATE', false, 'SessionNotFound'],
    ['PRIVATE', true, 'done'],
    ['GROUP', false, 'SessionNotFound'],
    ['GROUP', true, 'done'],
    ['ANNOUNCEMENT', true, 'done'],
    ['DIRECT', true, 'SessionNotFound'],
  ] as const)('a %s session, invited %s: %s', (kind: SessionKind, isInvited, expected) => {
    const session = withState(open({ kind }), { invites: isInvited ? [invite(cat)] : [] });
    const joined = decide(session, entering, cat);
    expect(joined.ok ? 'done' : joined.refusal.code).toBe(expected);
  });

  it('uses the invitation up, and the request', () => {
    const request = { userId: cat, note: null, requestedAt: noon };
    const session = withState(open(), { invites: [invite(cat), invite(dan)], joinRequests: [request] });
    const { state } = after(session, entering, cat);
    expect([state.invites, state.joinRequests]).toEqual([[invite(dan)], []]);
    expect(state.members.at(-1)).toMatchObject({ userId: cat, role: 'MEMBER', joinedAt: noon, alias: 'Anonymous 1' });
  });

  it('is not helped by an invitation whose time is over', () => {
    const session = withState(open({ kind: 'PRIVATE' }), { invites: [invite(cat, noon)] });
    expect(refusalOf(decide(session, entering, cat))).toBe('SessionNotFound');
  });

  it('must be asked for where joining is approved, unless one is invited', () => {
    const session = open({ settings: { requireApproval: true } });
    expect(refusalOf(decide(session, entering, cat))).toBe('ApprovalRequired');
    expect(decide(withState(session, { invites: [invite(cat)] }), entering, cat).ok).toBe(true);
  });

  it('is refused to a banned user as if there were no session, invited or not', () => {
    const banned = withState(after(open(), banMember(cat, null)), { invites: [invite(cat)] });
    expect(refusalOf(decide(banned, entering, cat))).toBe('SessionNotFound');
  });

  it('is refused by a session that is full or takes no entries, and changes nothing for a member', () => {
    expect(refusalOf(decide(open({ settings: { maxMembers: 2 } }), entering, cat))).toBe('SessionFull');
    expect(refusalOf(decide(after(open(), archive), entering, cat))).toBe('SessionReadOnly');
    const session = open();
    expect(granted(decide(session, join(bob, 'x'), bob))).toBe(session);
  });
});

describe('letting in who asked', () => {
  it('takes a request that stands', () => {
    const session = withState(open(), { joinRequests: [{ userId: cat, note: null, requestedAt: noon }] });
    const admitted = after(session, approveJoinRequest(cat, 'Anonymous'));
    expect(admitted.state).toMatchObject({ memberCount: 3, joinRequests: [] });
    expect(refusalOf(decide(admitted, approveJoinRequest(cat, 'Anonymous')))).toBe('JoinRequestNotFound');
  });
});

describe('adding members', () => {
  it('passes over those who are in already, and refuses all where one is banned', () => {
    const session = open();
    expect(toldBy(granted(decide(session, addMembers([bob, cat], anAlias))))).toMatchObject([{ userIds: [cat] }]);
    expect(granted(decide(session, addMembers([bob], anAlias)))).toBe(session);
    const banned = after(session, banMember(cat, null));
    expect(refusalOf(decide(banned, addMembers([cat, dan], anAlias)))).toBe('MemberBanned');
  });

  it('is refused where there is no room for all of them', () => {
    expect(decide(open({ settings: { maxMembers: 3 } }), addMembers([cat, dan], anAlias))).toMatchObject({
      refusal: { code: 'SessionFull', info: { limit: 3 } },
    });
  });
});

describe('leaving', () => {
  it('is refused to the last owner while others are there, and to nobody else', () => {
    expect(refusalOf(decide(open(), leave(ann)))).toBe('LastOwner');
    const left = after(open(), leave(bob), bob);
    expect(left.state).toMatchObject({ memberCount: 1, status: 'ACTIVE', accessVersion: 1 });
    expect(refusalOf(decide(open(), leave(cat), cat))).toBe('SessionNotFound');
    expect(refusalOf(decide(open({ kind: 'DIRECT' }), leave(bob), bob))).toBe('NotAllowed');
  });

  it('closes the session behind the last one', () => {
    const alone = after(open(), leave(bob), bob);
    const left = granted(decide(alone, leave(ann)));
    expect(left.state).toMatchObject({ memberCount: 0, ownerIds: [], status: 'ARCHIVED' });
    expect(toldBy(left).map(({ event }) => event)).toEqual(['MEMBER_LEFT', 'SESSION_ARCHIVED']);
    expect(left.changes().countsMembers).toBe(true);
  });
});

describe('banning', () => {
  it('ends the membership, and what the user was about to become', () => {
    const session = withState(open(), { invites: [invite(bob)] });
    const { state } = after(session, banMember(bob, 'noise'));
    expect(state).toMatchObject({
      memberCount: 1,
      bans: [{ userId: bob, bannedBy: ann, bannedAt: noon, reason: 'noise' }],
      invites: [],
      accessVersion: 1,
    });
  });

  it('tells a stranger nothing, and changes nothing the second time', () => {
    const banned = granted(decide(open(), banMember(cat, null)));
    expect(toldBy(banned)).toMatchObject([{ event: 'MEMBER_BANNED', userIds: [cat], ofOutsiders: true }]);
    expect(toldBy(granted(decide(open(), banMember(bob, null))))[0]).not.toHaveProperty('ofOutsiders');
    const saved = asSaved(banned);
    expect(granted(decide(saved, banMember(cat, 'again')))).toBe(saved);
  });

  it.each(['x'.repeat(Limits.banReasonLength + 1), 'a\u0000', '\ud800'])(
    'refuses a reason that is too long or broken',
    (reason) => {
      expect(refusalOf(decide(open(), banMember(bob, reason)))).toBe('BadInput');
    },
  );
});

describe('removing', () => {
  it('names nobody who is not there', () => {
    expect(refusalOf(decide(open(), removeMember(cat)))).toBe('MemberNotFound');
  });

  it('is possible in a session that is kept for reading', () => {
    expect(decide(after(open(), archive), removeMember(bob)).ok).toBe(true);
  });
});

describe('muting', () => {
  it.each([
    [0, false],
    [1, true],
    [Durations.year, true],
    [Durations.year + 1, false],
  ])('for %d ms is allowed: %s', (milliseconds, allowed) => {
    expect(decide(open(), muteMember(bob, later(noon, milliseconds))).ok).toBe(allowed);
  });

  it('is undone only while it lasts', () => {
    const muted = after(open(), muteMember(bob, anHour));
    expect(granted(decide(muted, muteMember(bob, anHour)))).toBe(muted);
    expect(granted(decide(muted, unmuteMember(bob), ann, anHour))).toBe(muted);
    expect(after(muted, unmuteMember(bob)).state.members[1]?.mutedUntil).toBeNull();
  });
});

describe('a session’s state', () => {
  const archived = after(open(), archive);
  const blocked = after(open(), block, systemSender);

  it('takes from everyone when it is archived, frozen or blocked, and from nobody when that ends', () => {
    const taken = [archive, freeze, block].map((decision) => after(open(), decision).state.accessVersion);
    expect(taken).toEqual([1, 1, 1]);
    const frozen = after(open(), freeze);
    expect(
      [after(archived, unarchive), after(frozen, unfreeze), after(blocked, unblock)].map(
        ({ state }) => state.accessVersion,
      ),
    ).toEqual([1, 1, 1]);
  });

  it('is what nothing but an operator changes once it is blocked', () => {
    const shut = [archive, unarchive, freeze, updateSession({ name: 'Other' }), pinMessage(seqOf(1), null)];
    for (const decision of shut) expect(refusalOf(decide(blocked, decision))).toBe('SessionReadOnly');
    expect(after(blocked, unblock, systemSender).state.status).toBe('ACTIVE');
    expect(granted(decide(blocked, block, systemSender))).toBe(blocked);
  });

  it('lets nothing be pinned, renamed, ruled or frozen while it is archived', () => {
    const shut = [
      freeze,
      unfreeze,
      updateSession({ name: 'x' }),
      updateSettings({ enableAI: true }),
      pinMessage(seqOf(1), null),
    ];
    for (const decision of shut) expect(refusalOf(decide(archived, decision))).toBe('SessionReadOnly');
    expect(granted(decide(archived, archive))).toBe(archived);
  });
});

describe('changing what a session is shown as', () => {
  it('changes nothing where all of it is so already', () => {
    const session = after(open(), updateSession({ description: 'Lines', tags: ['a'] }));
    expect(granted(decide(session, updateSession({ name: ' Algebra ', description: 'Lines', tags: ['A'] })))).toBe(
      session,
    );
  });

  it('leaves a PUBLIC session its name, and any other without one', () => {
    expect(refusalOf(decide(open(), updateSession({ name: null })))).toBe('BadInput');
    expect(after(open({ kind: 'PRIVATE' }), updateSession({ name: null })).state.name).toBeNull();
  });
});

describe('changing the rules', () => {
  it('takes a right where sending is bound by them, and not otherwise', () => {
    const revoked = (settings: Parameters<typeof updateSettings>[0]) =>
      after(open(), updateSettings(settings)).state.accessVersion;
    expect([
      revoked({ slowModeSeconds: 5 }),
      revoked({ allowFileUploads: false }),
      revoked({ allowInvites: true }),
    ]).toEqual([1, 1, 0]);
  });

  it('does not make less room than there are members', () => {
    const three = open({ memberIds: [bob, cat] });
    expect(refusalOf(decide(three, updateSettings({ maxMembers: 2 })))).toBe('BadInput');
    expect(after(three, updateSettings({ maxMembers: 3 })).state.settings.maxMembers).toBe(3);
  });
});

describe('pinning', () => {
  const pinned = (count: number): ChatSession =>
    Array.from({ length: count }, (_, at) => at + 1).reduce(
      (session, seq) => after(session, pinMessage(seqOf(seq), null)),
      open(),
    );

  it('puts the newest first, once', () => {
    const again = after(pinned(3), pinMessage(seqOf(1), anHour));
    expect(again.state.pins.map(({ seq, until }) => [seq, until])).toEqual([
      [1, anHour],
      [3, null],
      [2, null],
    ]);
    expect(granted(decide(again, pinMessage(seqOf(1), anHour)))).toBe(again);
  });

  it('is refused beyond fifty, of which those whose time is over do not count', () => {
    const full = after(pinned(Limits.pins - 1), pinMessage(seqOf(99), anHour));
    expect(decide(full, pinMessage(seqOf(100), null))).toMatchObject({
      refusal: { code: 'TooManyPins', info: { limit: Limits.pins } },
    });
    expect(decide(full, pinMessage(seqOf(1), anHour)).ok).toBe(true);
    const later = granted(decide(full, pinMessage(seqOf(100), null), ann, anHour));
    expect(later.state.pins.map(({ seq }) => seq)).not.toContain(99);
  });

  it('ends at a time to come, or never', () => {
    expect(refusalOf(decide(open(), pinMessage(seqOf(1), noon)))).toBe('BadInput');
  });

  it('is undone, and what is not pinned stays unpinned', () => {
    const one = pinned(1);
    expect(after(one, unpinMessage(seqOf(1))).state.pins).toEqual([]);
    expect(granted(decide(one, unpinMessage(seqOf(2))))).toBe(one);
  });
});
