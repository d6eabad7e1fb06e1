import { beforeAll, describe, expect, it } from 'vitest';
import { ConcurrentCallChange, LiveCallExists } from '../../application/ports/video-calls.ts';
import { recordedFile } from '../../domain/attachment/attachment-file.ts';
import { leave as leaveSession } from '../../domain/chat-session/decisions/leave.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { CallAct, CallDecision } from '../../domain/video-call/decision.ts';
import { changeMedia } from '../../domain/video-call/decisions/change-media.ts';
import { join } from '../../domain/video-call/decisions/come-in.ts';
import { decline } from '../../domain/video-call/decisions/decline.ts';
import { end } from '../../domain/video-call/decisions/end.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { followRecording } from '../../domain/video-call/decisions/follow-recording.ts';
import { leave } from '../../domain/video-call/decisions/leave.ts';
import { requestRecording } from '../../domain/video-call/decisions/record.ts';
import { review } from '../../domain/video-call/decisions/review.ts';
import { removeParticipant } from '../../domain/video-call/decisions/rule-participant.ts';
import { dueOf } from '../../domain/video-call/due.ts';
import { withSample } from '../../domain/video-call/quality.ts';
import type { VideoCall } from '../../domain/video-call/video-call.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { aCall, aCallId, comingIn } from '../builders/calls.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { aFileId } from '../builders/files.ts';
import { noon } from '../builders/manual-clock.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { act, toldIn } from '../builders/session-changes.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `VideoCalls` adapter keeps. */
export function videoCallsContract(adapter: string, open: OpenStores): void {
  describe(`VideoCalls on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const aRoom = async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
      await stores.chatSessions.save(session);
      return { ann, bob, cat, id: session.id };
    };
    type ARoom = Awaited<ReturnType<typeof aRoom>>;

    const theSession = async (id: SessionId, ...users: readonly UserId[]) => {
      const session = await stores.videoCalls.session(id, users);
      if (session === undefined) throw new Error('unable to go on; the session is not there');
      return session;
    };
    const save = async (call: VideoCall): Promise<VideoCall> => {
      const positions = [];
      for (const { sessionId } of call.changes().told) {
        const reserved = await stores.sessionLog.reserve(sessionId, noon, { as: 'change' });
        if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the log answered ${reserved.kind}`);
        positions.push(reserved.seq);
      }
      await stores.videoCalls.save(call, positions);
      return found(call);
    };
    const found = async ({ id }: VideoCall): Promise<VideoCall> => {
      const call = await stores.videoCalls.find(id);
      if (call === undefined) throw new Error('unable to go on; the call is not there');
      return call;
    };
    const started = async ({ id, ann, bob, cat }: ARoom, at: Instant = noon) =>
      aCall(await theSession(id, ann, bob, cat), ann, { at });
    const decided = async (call: VideoCall, by: CallAct['by'], decision: CallDecision, at: Instant = noon) => {
      const users = call.state.participants.map(({ userId }) => userId);
      const session = await theSession(call.state.sessionId, ...users, ...(by === '#system' ? [] : [by]));
      return granted(call.decide(decision, { by, at, session }));
    };
    const did = async (call: VideoCall, by: CallAct['by'], decision: CallDecision, at: Instant = noon) =>
      save(await decided(call, by, decision, at));

    it('finds a call as it was saved, through all that can happen to it', async () => {
      const room = await aRoom();
      const { ann, bob, cat } = room;
      const fileId = aFileId(room.id);
      const files = [{ name: 'one.mp4', isPlayable: true, fileId }];
      const recorded = recordedFile({ id: fileId, name: 'a film', recordedAs: 'one.mp4' }, noon);
      expect(await stores.attachments.save(recorded)).toBe('saved');
      const news = (one: RecordingNews) => followRecording(1, one);
      const steps: readonly (readonly [CallAct['by'], CallDecision])[] = [
        [bob, join(comingIn)],
        [cat, decline],
        [bob, changeMedia({ screen: true, hand: true })],
        [ann, requestRecording],
        ['#system', news({ kind: 'prepared', resourceId: 'resource' })],
        ['#system', news({ kind: 'started', sid: 'sid' })],
        [ann, removeParticipant(bob)],
        ['#system', news({ kind: 'stopped' })],
        ['#system', news({ kind: 'uploaded', files })],
        ['#system', news({ kind: 'kept', fileIds: [fileId] })],
        [ann, end],
      ];
      let call = await save(await started(room));
      expect(call.changes()).toMatchObject({ basedOn: 1, isLive: true, came: [], went: [], told: [] });
      for (const [by, decision] of steps) {
        const next = await decided(call, by, decision);
        call = await save(next);
        expect(call.state).toEqual(next.state);
      }
      expect(call.changes().basedOn).toBe(12);
      const told = (await toldIn(stores, room.id)).find(({ facts }) => facts.event === 'CALL_RECORDED');
      expect(told?.facts.call?.fileIds).toEqual([fileId]);
      expect((await stores.attachments.find(fileId))?.attached).toEqual({ seq: told?.seq, as: null });
      const failing = await started(await aRoom());
      const joined = await did(await save(failing), failing.state.invited[0]?.userId ?? ann, join(comingIn));
      const asked = await did(joined, failing.state.startedBy, requestRecording);
      const failed = await did(asked, '#system', news({ kind: 'failed', why: 'REFUSED' }));
      expect(failed.state.recordings[0]?.progress).toEqual({ state: 'FAILED', endedAt: noon, why: 'REFUSED' });
    });

    it('knows no call that was never saved', async () => {
      expect(await stores.videoCalls.find(aCallId())).toBeUndefined();
      expect(await stores.videoCalls.liveIn(aSessionId())).toBeUndefined();
      expect(await stores.videoCalls.session(aSessionId(), [aUser()])).toBeUndefined();
    });

    it('knows of a session those of the users who are in it', async () => {
      const { id, ann, bob } = await aRoom();
      expect(await stores.videoCalls.session(id, [bob, ann, bob, aUser('eve')])).toMatchObject({
        id,
        kind: 'GROUP',
        status: 'ACTIVE',
        isFrozen: false,
        isClosed: false,
        memberCount: 3,
      });
      const { members } = await theSession(id, bob, ann, bob, aUser('eve'));
      expect(new Map(members.map(({ userId, role }) => [userId, role]))).toEqual(
        new Map([
          [ann, 'OWNER'],
          [bob, 'MEMBER'],
        ]),
      );
    });

    it('tells in the session’s log of the start and of the end', async () => {
      const room = await aRoom();
      const { ann, bob, id } = room;
      const active = await did(await save(await started(room)), bob, join(comingIn));
      const quality = { bandwidthKbps: 900.5, packetLossPercent: 1.25, latencyMs: 80, jitterMs: 7 };
      const over = await decided(active, ann, end, later(noon, 7_000));
      expect(over.tellsOutcome).toBe(true);
      await save(over.toldWith(quality));
      const call = { callId: active.id, mode: 'VIDEO' };
      expect(await toldIn(stores, id)).toMatchObject([
        { by: ann, facts: { event: 'CALL_STARTED', call: { ...call, durationSeconds: null } } },
        {
          by: ann,
          facts: {
            event: 'CALL_ENDED',
            call: { ...call, durationSeconds: 7, outcome: { participantCount: 2, quality } },
          },
        },
      ]);
    });

    it('tells of no recording whose file is not there', async () => {
      const room = await aRoom();
      const files = [{ name: 'one.mp4', isPlayable: true, fileId: aFileId(room.id) }];
      const news = (one: RecordingNews) => followRecording(1, one);
      const active = await did(await save(await started(room)), room.bob, join(comingIn));
      const uploaded = await did(
        await did(active, room.ann, requestRecording),
        '#system',
        news({ kind: 'uploaded', files }),
      );
      const kept = news({ kind: 'kept', fileIds: files.map(({ fileId }) => fileId) });
      await expect(did(uploaded, '#system', kept)).rejects.toThrow(ConcurrentCallChange);
    });

    it('lets a session have one live call, and another one after it', async () => {
      const room = await aRoom();
      const first = await save(await started(room));
      await expect(save(await started(room))).rejects.toThrow(LiveCallExists);
      expect(await stores.videoCalls.liveIn(room.id)).toBe(first.id);
      await did(first, room.ann, end);
      expect(await stores.videoCalls.liveIn(room.id)).toBeUndefined();
      const second = await save(await started(room));
      expect(await stores.videoCalls.liveIn(room.id)).toBe(second.id);
    });

    it('lets one of many start a call who try at once', async () => {
      const room = await aRoom();
      const tries = await Promise.allSettled(Array.from({ length: 8 }, async () => save(await started(room))));
      const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      const [live] = [await stores.videoCalls.liveIn(room.id)];
      expect(won).toEqual(live === undefined ? [] : [live]);
      for (const one of tries) {
        if (one.status === 'fulfilled') continue;
        const isExpected = one.reason instanceof LiveCallExists || one.reason instanceof ConcurrentCallChange;
        expect(isExpected, String(one.reason)).toBe(true);
      }
    });

    it('refuses to overwrite a change that the writer never saw', async () => {
      const room = await aRoom();
      const call = await save(await started(room));
      const [mine, theirs] = [await found(call), await found(call)];
      await did(theirs, room.bob, join(comingIn));
      await expect(did(mine, room.cat, join(comingIn))).rejects.toThrow(ConcurrentCallChange);
      expect((await found(call)).state.participants.map(({ userId }) => userId)).toEqual([room.ann, room.bob]);
    });

    it('saves nothing at a position that was given up', async () => {
      const room = await aRoom();
      const call = await started(room);
      const reserved = await stores.sessionLog.reserve(room.id, noon, { as: 'change' });
      if (reserved.kind !== 'reserved') throw new Error('unable to go on; no position');
      await stores.sessionLog.seal(room.id, [reserved.seq], noon);
      await expect(stores.videoCalls.save(call, [reserved.seq])).rejects.toThrow(ConcurrentCallChange);
      expect(await stores.videoCalls.find(call.id)).toBeUndefined();
      expect(await stores.videoCalls.liveIn(room.id)).toBeUndefined();
    });

    it('lets nobody in who stopped being a member meanwhile', async () => {
      const room = await aRoom();
      const call = await save(await started(room));
      const joining = await decided(call, room.bob, join(comingIn));
      granted(await act(stores, room.id, room.ann, removeMember(room.bob), room.bob));
      await expect(save(joining)).rejects.toThrow(ConcurrentCallChange);
      const leaving = await decided(call, room.cat, join(comingIn));
      granted(await act(stores, room.id, room.cat, leaveSession(room.cat), room.cat));
      await expect(save(leaving)).rejects.toThrow(ConcurrentCallChange);
    });

    it('lets no call start in a session that closed meanwhile, or where someone lost a right', async () => {
      const [closed, lost] = [await aRoom(), await aRoom()];
      const calls = [await started(closed), await started(lost)];
      granted(await act(stores, closed.id, closed.ann, archive));
      granted(await act(stores, lost.id, lost.ann, removeMember(lost.cat), lost.cat));
      for (const call of calls) await expect(save(call)).rejects.toThrow(ConcurrentCallChange);
    });

    it('knows when participants were heard of last, and of nobody else', async () => {
      const room = await aRoom();
      const { ann, bob, cat } = room;
      const call = await did(await save(await started(room)), bob, join(comingIn));
      const at = later(noon, 15_000);
      expect(await stores.videoCalls.seen(call.id, bob, at)).toBe(true);
      expect(await stores.videoCalls.seen(call.id, cat, at)).toBe(false);
      expect(await stores.videoCalls.seen(aCallId(), bob, at)).toBe(false);
      const heard = await found(call);
      expect(heard.state.participants.map(({ lastSeenAt }) => lastSeenAt)).toEqual([noon, at]);
      const left = await did(heard, bob, leave);
      expect(await stores.videoCalls.seen(call.id, bob, later(at, 1))).toBe(false);
      const back = await did(left, bob, join(comingIn), later(at, 2));
      expect(await stores.videoCalls.seen(call.id, bob, later(at, 3))).toBe(true);
      await did(await found(back), ann, end, later(at, 4));
      expect(await stores.videoCalls.seen(call.id, ann, later(at, 5))).toBe(false);
    });

    it('lets nobody vanish who was heard of meanwhile', async () => {
      const room = await aRoom();
      const { ann, bob } = room;
      const call = await did(await save(await started(room)), bob, join(comingIn));
      await stores.videoCalls.seen(call.id, ann, later(noon, 44_000));
      const silent = later(noon, CallDurations.silence);
      const vanished = await decided(await found(call), '#system', review, silent);
      expect(vanished.changes().went).toMatchObject([{ userId: bob }]);
      await stores.videoCalls.seen(call.id, bob, silent);
      await expect(save(vanished)).rejects.toThrow(ConcurrentCallChange);
      expect((await found(call)).state.participants.map(({ leftAt }) => leftAt)).toEqual([null, null]);
    });

    it('keeps one record of each participant’s reports, which nobody overwrites unseen', async () => {
      const room = await aRoom();
      const { ann, bob } = room;
      const { id } = await save(await started(room));
      const sample = { bandwidthKbps: 900, packetLossPercent: 0.5, latencyMs: 41.5, jitterMs: 3 };
      const anns = withSample(undefined, ann, sample, noon);
      expect(await stores.videoCalls.saveQuality(id, anns, 0)).toBe(true);
      expect(await stores.videoCalls.saveQuality(id, anns, 0)).toBe(false);
      const more = withSample(anns, ann, sample, later(noon, 61_000));
      expect(await stores.videoCalls.saveQuality(id, more, 1)).toBe(true);
      expect(await stores.videoCalls.saveQuality(id, withSample(undefined, bob, sample, noon), 0)).toBe(true);
      expect(await stores.videoCalls.quality(id, [ann])).toEqual([more]);
      expect((await stores.videoCalls.quality(id)).map(({ userId }) => userId).sort()).toEqual([ann, bob].sort());
      expect(await stores.videoCalls.quality(aCallId())).toEqual([]);
    });

    it('lists the calls of a session, newest first, page by page', async () => {
      const [room, other] = [await aRoom(), await aRoom()];
      const ids = [];
      for (const minutes of [0, 1, 2]) {
        const call = await save(await started(room, later(noon, minutes * 60_000)));
        await did(call, room.ann, end, later(noon, minutes * 60_000 + 1));
        ids.unshift(call.id);
      }
      await save(await started(other));
      const page = await stores.videoCalls.history(room.id, 2, null);
      expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const last = page.at(-1);
      const after = last && { createdAt: last.state.createdAt, callId: last.id };
      const rest = await stores.videoCalls.history(room.id, 2, after ?? null);
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
      expect(rest[0]?.state.phase.state).toBe('MISSED');
      expect(rest[0]?.changes().basedOn).toBe(2);
    });

    it('finds what is due, until nothing more is to come', async () => {
      const room = await aRoom();
      // Long before anything else in these tables is due.
      const past = later(noon, -1_000_000_000);
      const call = await save(await started(room, past));
      const due = dueOf(call.state) ?? noon;
      expect(await stores.videoCalls.due(later(due, -1), 10)).toEqual([]);
      expect(await stores.videoCalls.due(due, 10)).toEqual([call.id]);
      await did(call, room.ann, end, past);
      expect(await stores.videoCalls.due(due, 10)).toEqual([]);
    });
  });
}
