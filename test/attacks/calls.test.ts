import { randomBytes } from 'node:crypto';
import accessTokens from 'agora-token/src/AccessToken2.js';
import { describe, expect, it } from 'vitest';
import { AgoraRest } from '../../adapters/agora/rest.ts';
import { AgoraCallTokens } from '../../adapters/agora/tokens.ts';
import type { CallEntry } from '../../application/ports/call-service.ts';
import { calls } from '../../application/services/calls.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aCallRoom, comesIn } from '../builders/calling.ts';
import { aCallId } from '../builders/calls.ts';
import { granted, refusalOf } from '../builders/chat-sessions.ts';
import { hurried } from '../builders/pacing.ts';
import { aUser } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';

const hex = () => randomBytes(16).toString('hex');
const project = { appId: hex(), appCertificate: hex() };
/** Nothing is asked of Agora here. */
const unreachable = { baseUrl: 'http://127.0.0.1:1', customerId: 'key', customerSecret: 'secret', timeoutMs: 100 };

/** A room whose calls run on Agora. */
const aRoom = async () => {
  const room = await aCallRoom();
  const reports: unknown[] = [];
  const callTokens = new AgoraCallTokens(project, new AgoraRest(unreachable, hurried), (one) => reports.push(one));
  const issued: { readonly channel: string; readonly uid: number }[] = [];
  const tokens = {
    issue: async (...asked: Parameters<typeof callTokens.issue>) => {
      issued.push(asked[0]);
      return callTokens.issue(...asked);
    },
    expel: (...asked: Parameters<typeof callTokens.expel>) => callTokens.expel(...asked),
  };
  const service = calls({ ...room.dependencies, callTokens: tokens });
  const start = async () => {
    const wish = { user: room.ann, sessionId: room.id, mode: 'VIDEO' as const, userIds: [room.bob] };
    const { call } = granted(await service.initiateCall(wish));
    return call.id;
  };
  const join = (user: UserId, callId: string) => service.joinCall({ user, callId, ...comesIn });
  return { ...room, service, issued, start, join };
};

/** What a token says by itself. */
function read({ seat }: CallEntry) {
  const token = new accessTokens.AccessToken2('', '', 0, 0);
  expect(token.from_string(seat?.token ?? '')).toBe(true);
  const [service, ...others] = Object.values(token.services);
  return {
    isSigned: token.verifySignature(project.appCertificate),
    channel: String(service?.__channel_name),
    uid: String(service?.__uid),
    others: others.length,
    expire: token.expire,
  };
}

/** Attacks on calls, by the numbers of the list in docs/security.md. */
describe('Calls under attack', () => {
  it('32: nobody outside gets a token, and nobody learns that there is a call', async () => {
    const { service, issued, start, join, bob } = await aRoom();
    const callId = await start();
    const stranger = aUser('eve');
    const before = issued.length;
    const refusals = [
      await join(stranger, callId),
      await service.acceptCall({ user: stranger, callId, ...comesIn }),
      await service.renewCallToken({ user: stranger, callId }),
      await service.readCall({ user: stranger, callId }),
      await join(bob, aCallId()),
      await join(bob, "' OR 1=1 --"),
      await join(bob, '__proto__'),
    ];
    for (const refused of refusals) expect(refused).toEqual(refusals[0]);
    expect(refusals.map(refusalOf)).toEqual(refusals.map(() => 'CallNotFound'));
    expect(issued).toHaveLength(before);
  });

  it('32: a member who has not come in gets none either', async () => {
    const { service, issued, start, cat } = await aRoom();
    const callId = await start();
    const before = issued.length;
    expect(refusalOf(await service.renewCallToken({ user: cat, callId }))).toBe('NotInCall');
    expect(issued).toHaveLength(before);
  });

  it('32: a token opens the one channel to the one number of its holder, for an hour', async () => {
    const { start, join, bob, cat } = await aRoom();
    const callId = await start();
    const entries = [granted(await join(bob, callId)), granted(await join(cat, callId))];
    const tokens = entries.map(read);
    expect(tokens.map(({ uid }) => uid)).toEqual(['2', '3']);
    for (const [at, token] of tokens.entries()) {
      const { seat } = entries[at] ?? {};
      expect(token).toEqual({ isSigned: true, channel: seat?.channel, uid: `${seat?.uid}`, others: 0, expire: 3600 });
    }
  });

  it('32: each call has another channel, whose name neither the call nor its session gives away', async () => {
    const { service, start, join, ann, bob } = await aRoom();
    const channels = [];
    for (let time = 0; time < 2; time += 1) {
      const callId = await start();
      const { seat, call } = granted(await join(bob, callId));
      channels.push(seat?.channel);
      expect(JSON.stringify(call)).not.toContain(seat?.channel);
      expect(seat?.channel).toMatch(/^[0-9a-f]{32}-[\w-]{22}$/);
      granted(await service.endCall({ user: ann, callId }));
    }
    expect(new Set(channels).size).toBe(2);
  });

  it('33: no token is renewed after leaving, after a kick, after the end, or after silence', async () => {
    const { service, start, join, dependencies, ann, bob, cat, dan } = await aRoom();
    const callId = await start();
    for (const who of [bob, cat, dan]) granted(await join(who, callId));
    const renewed = (user: UserId) => service.renewCallToken({ user, callId });
    expect((await renewed(bob)).ok).toBe(true);

    granted(await service.removeParticipant({ user: ann, callId, userId: bob }));
    expect(refusalOf(await renewed(bob))).toBe('NotInCall');
    expect(refusalOf(await join(bob, callId))).toBe('NotAllowed');
    granted(await service.leaveCall({ user: cat, callId }));
    expect(refusalOf(await renewed(cat))).toBe('NotInCall');

    dependencies.clock.pass(40_000);
    granted(await service.heartbeat({ user: ann, callId }));
    dependencies.clock.pass(5_000);
    expect(refusalOf(await renewed(dan)), 'nobody looked at the clock').toBe('NotInCall');
    granted(await service.endCall({ user: ann, callId }));
    expect(refusalOf(await renewed(ann))).toBe('CallEnded');
  });

  it('33: whoever is no member any more gets none, also while the call still has them', async () => {
    const { service, issued, stores, start, join, id, ann, bob, cat } = await aRoom();
    const callId = await start();
    for (const who of [bob, cat]) granted(await join(who, callId));
    granted(await act(stores, id, ann, removeMember(bob), bob));
    const before = issued.length;
    expect(refusalOf(await service.renewCallToken({ user: bob, callId }))).toBe('CallNotFound');
    expect(refusalOf(await join(bob, callId))).toBe('CallNotFound');
    expect(refusalOf(await service.sendCallSignal({ user: bob, callId, to: ann, payload: 'x' }))).toBe('CallNotFound');
    expect(issued).toHaveLength(before);
    // Their client's next sign of life takes them out of it.
    expect(refusalOf(await service.heartbeat({ user: bob, callId }))).toBe('CallNotFound');
    const { call } = granted(await service.readCall({ user: ann, callId }));
    expect(call.participants.filter(({ leftAt }) => leftAt === null).map(({ userId }) => userId)).toEqual([ann, cat]);
  });
});
