import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCall, aCallMember, aCallSession, comingIn, decided, joinedBy } from '../../test/builders/calls.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { aFileId } from '../../test/builders/files.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { user } from '../../test/builders/people.ts';
import { later } from '../shared/instant.ts';
import { CallDurations } from '../vocabulary/call-limits.ts';
import { join } from './decisions/come-in.ts';
import { end } from './decisions/end.ts';
import type { RecordingNews } from './decisions/follow-recording.ts';
import { followRecording, isGivenUp } from './decisions/follow-recording.ts';
import { requestRecording, requestStop } from './decisions/record.ts';
import { dueOf } from './due.ts';
import type { RecordingProgress } from './recording.ts';
import { filesOf } from './recording.ts';
import type { VideoCall } from './video-call.ts';

const [ann, bob, cat, dan] = [user('ann'), user('bob'), user('cat'), user('dan')];
const group = aCallSession([ann, bob, cat, aCallMember(dan, 'MODERATOR')]);
const sid = 'sid';
const [fileId, otherId] = [aFileId(group.id), aFileId(group.id)];
const files = [{ name: 'calls/one.mp4', isPlayable: true, fileId }];

const talking = () => joinedBy(aCall(group, ann), group, bob);
const asked = () => granted(decided(talking(), group, ann, requestRecording));
const heard = (call: VideoCall, news: RecordingNews, at = noon) =>
  granted(decided(call, group, '#system', followRecording(1, news), at));
const prepared = () => heard(asked(), { kind: 'prepared', resourceId: 'resource' });
const recorded = () => heard(prepared(), { kind: 'started', sid });
const stateOf = (call: VideoCall) => call.state.recordings[0]?.progress.state;

describe('asking for a recording', () => {
  it('is for the starter and for moderators, once someone answered', () => {
    expect(refusalOf(decided(talking(), group, bob, requestRecording))).toBe('NotAllowed');
    expect(refusalOf(decided(aCall(group, ann), group, ann, requestRecording))).toBe('RecordingUnavailable');
    expect(stateOf(granted(decided(talking(), group, dan, requestRecording)))).toBe('STARTING');
    const pair = aCallSession([ann, bob], { kind: 'DIRECT' });
    const two = joinedBy(aCall(pair, ann), pair, bob);
    expect(stateOf(granted(decided(two, pair, bob, requestRecording)))).toBe('STARTING');
  });

  it('is shown to all who are in the call, and twice is once', () => {
    const call = asked();
    expect(call.state.recordings).toMatchObject([{ number: 1, requestedBy: ann, shownTo: [ann, bob] }]);
    expect(granted(decided(call, group, dan, requestRecording))).toBe(call);
  });

  it('lets nobody in any more who does not agree to it', () => {
    expect(refusalOf(decided(recorded(), group, cat, join(comingIn)))).toBe('ConsentRequired');
    const agreed = granted(decided(recorded(), group, cat, join({ ...comingIn, consentsToRecording: true })));
    expect(agreed.state.recordings[0]?.shownTo).toEqual([ann, bob, cat]);
  });

  it('waits until the one before was stopped', () => {
    const stopping = granted(decided(recorded(), group, ann, requestStop));
    expect(stateOf(stopping)).toBe('STOPPING');
    expect(refusalOf(decided(stopping, group, ann, requestRecording))).toBe('RecordingUnavailable');
    const again = granted(decided(heard(stopping, { kind: 'stopped' }), group, ann, requestRecording));
    expect(again.state.recordings.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('a recording', () => {
  it('is stopped with its call, also when it only starts then', () => {
    expect(stateOf(granted(decided(recorded(), group, ann, end)))).toBe('STOPPING');
    const early = granted(decided(prepared(), group, ann, end));
    expect(stateOf(early)).toBe('STARTING');
    expect(stateOf(heard(early, { kind: 'started', sid }))).toBe('STOPPING');
  });

  it('is told of in the chat when it is there, once, also after the call', () => {
    const over = granted(decided(recorded(), group, ann, end));
    const kept = { kind: 'kept', fileIds: [fileId] } as const;
    const there = heard(heard(heard(over, { kind: 'uploaded', files }), kept), kept);
    expect(there.state.recordings[0]?.progress).toMatchObject({ state: 'AVAILABLE', files });
    const events = there.changes().told.map(({ system }) => system.event);
    expect(events.filter((event) => event === 'CALL_RECORDED')).toHaveLength(1);
    expect(dueOf(there.state)).toBeNull();
  });

  it('that cannot be asked about does not count as begun', () => {
    expect(stateOf(heard(asked(), { kind: 'started', sid }))).toBe('STARTING');
    expect(recorded().state.recordings[0]?.progress).toMatchObject({ handle: { resourceId: 'resource', sid } });
  });

  it('is there once its files were looked at, with those that members may fetch', () => {
    const other = { name: 'calls/two.mp4', isPlayable: true, fileId: otherId };
    const uploaded = heard(recorded(), { kind: 'uploaded', files: [...files, other] });
    const [recording] = uploaded.state.recordings;
    expect(stateOf(uploaded)).toBe('PROCESSING');
    expect(recording && filesOf(recording)).toEqual([]);
    expect(recording?.checkAt).toBe(later(noon, CallDurations.recordingKept));
    const [there] = heard(uploaded, { kind: 'kept', fileIds: [otherId] }).state.recordings;
    expect(there && filesOf(there)).toEqual([otherId]);
    expect(heard(uploaded, { kind: 'kept', fileIds: [] }).state.recordings[0]?.progress).toMatchObject({
      state: 'FAILED',
      why: 'REJECTED',
    });
  });

  it('keeps the names that its files were given first', () => {
    const uploaded = heard(recorded(), { kind: 'uploaded', files });
    const again = [{ name: 'calls/one.mp4', isPlayable: true, fileId: otherId }];
    expect(heard(uploaded, { kind: 'uploaded', files: again }).state.recordings[0]?.progress).toMatchObject({ files });
  });

  it('without a file is none', () => {
    expect(heard(recorded(), { kind: 'uploaded', files: [] }).state.recordings[0]?.progress).toMatchObject({
      state: 'FAILED',
      why: 'NO_FILES',
    });
  });

  it('is asked about again while it is not there', () => {
    const call = recorded();
    const due = later(noon, CallDurations.recordingCheck);
    expect(call.state.recordings[0]?.checkAt).toBe(due);
    expect(heard(call, { kind: 'running' }, due).state.recordings[0]?.checkAt).toBe(
      later(due, CallDurations.recordingCheck),
    );
  });

  it('is given up when it never begins, and a day after it ended without files', () => {
    const [starting] = asked().state.recordings;
    const [processing] = heard(recorded(), { kind: 'stopped' }).state.recordings;
    const [running] = recorded().state.recordings;
    const day = later(noon, CallDurations.recordingGivenUp);
    expect(starting && isGivenUp(starting, later(noon, 2 * CallDurations.recordingCheck))).toBe(true);
    expect(starting && isGivenUp(starting, later(noon, CallDurations.recordingCheck))).toBe(false);
    expect(processing && isGivenUp(processing, day)).toBe(true);
    expect(processing && isGivenUp(processing, later(day, -1))).toBe(false);
    expect(running && isGivenUp(running, day)).toBe(false);
  });

  const forward: Readonly<Record<RecordingProgress['state'], number>> = {
    STARTING: 0,
    RECORDING: 1,
    STOPPING: 2,
    PROCESSING: 3,
    AVAILABLE: 4,
    FAILED: 4,
  };

  it('only ever moves forward, in whatever order and however often it is heard of', () => {
    const news = fc.constantFrom<RecordingNews>(
      { kind: 'started', sid },
      { kind: 'prepared', resourceId: 'resource' },
      { kind: 'running' },
      { kind: 'stopped' },
      { kind: 'uploaded', files },
      { kind: 'kept', fileIds: [fileId] },
      { kind: 'failed', why: 'REFUSED' },
    );
    fc.assert(
      fc.property(fc.array(news, { maxLength: 12 }), (all) => {
        let call = asked();
        for (const one of all) {
          const next = heard(call, one);
          const [was, is] = [stateOf(call) ?? 'STARTING', stateOf(next) ?? 'STARTING'];
          expect(forward[is]).toBeGreaterThanOrEqual(forward[was]);
          if (was === 'AVAILABLE' || was === 'FAILED') expect(next).toBe(call);
          call = next;
        }
      }),
    );
  });
});
