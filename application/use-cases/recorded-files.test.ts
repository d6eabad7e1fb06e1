import { describe, expect, it } from 'vitest';
import { leave as leaveSession } from '../../domain/chat-session/decisions/leave.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import { later } from '../../domain/shared/instant.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { refusalOfAttaching } from '../../domain/vocabulary/files.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { user } from '../../test/builders/people.ts';
import { aFilm, film, pieces, talking, twoLooks } from '../../test/builders/recording.ts';
import { act, toldIn } from '../../test/builders/session-changes.ts';
import { eicar } from '../../test/contracts/virus-scan.contract.ts';
import { removeObjectsWhenMessageDeleted } from '../policies/remove-objects-when-message-deleted.ts';
import { QueueUnavailable } from '../ports/job-queue.ts';
import { removeOrphans } from './remove-orphans.ts';
import { timeOutCalls } from './time-out-calls.ts';

const day = 86_400_000;

describe('the file of a recording', () => {
  const recorded = async (from?: Awaited<ReturnType<typeof talking>>) => {
    const talk = from ?? (await talking());
    await talk.start();
    await talk.hears(talk.notice({ kind: 'uploaded', files: await talk.stored(film) }));
    await talk.after(twoLooks);
    const progress = (await talk.recording())?.progress;
    const fileId = progress?.state === 'AVAILABLE' ? progress.files[0]?.fileId : undefined;
    if (fileId === undefined) throw new Error('unable to go on; there is no recording');
    const asks = (user: UserId) => talk.files.fileUrl({ user, fileId, variant: 'ORIGINAL' });
    return { ...talk, fileId, asks };
  };

  it('is fetched by whoever is in the session, as a film of its day, and by nobody else', async () => {
    const { asks, cat, dependencies } = await recorded();
    const { url } = granted(await asks(cat));
    const answer = await dependencies.fileStore.get(url);
    expect([Buffer.from(answer.bytes).equals(aFilm), answer.headers['content-type']]).toEqual([true, 'video/mp4']);
    expect(answer.headers['content-disposition']).toContain('recording-2026-11-21-1.mp4');
    expect(refusalOf(await asks(user('zoe')))).toBe('FileNotFound');
  });

  it('is not fetched any more by whoever left the session', async () => {
    const { asks, bob, stores, id } = await recorded();
    granted(await asks(bob));
    await act(stores, id, bob, leaveSession(bob));
    expect(refusalOf(await asks(bob))).toBe('FileNotFound');
  });

  it('is nobody’s own: whoever asked for it neither takes it back nor puts it into a message', async () => {
    const { asks, fileId, files, ann, dependencies } = await recorded();
    expect(refusalOf(await files.cancelUpload({ user: ann, fileId }))).toBe('FileNotFound');
    expect(refusalOf(await files.completeUpload({ user: ann, fileId }))).toBe('FileNotFound');
    expect(
      refusalOfAttaching(
        await dependencies.attachments.find(fileId),
        { kind: 'FILE', senderId: ann, clientMessageId: 'mine' },
        settingsAtFirst('GROUP'),
      )?.code,
    ).toBe('FileNotFound');
    dependencies.clock.pass(30 * 86_400_000);
    expect(await dependencies.attachments.due(dependencies.clock.now(), 10)).toEqual([]);
    granted(await asks(ann));
  });

  it('leaves with the word on it where the session keeps what is said for a while', async () => {
    const talk = await talking();
    await act(talk.stores, talk.id, talk.ann, updateSettings({ messageRetentionDays: 1 }));
    const { asks, ann, bob, dependencies, fileId, stores, id } = await recorded(talk);
    const { attachments, clock, fileStore } = dependencies;
    const seq = (await toldIn(stores, id)).find(({ facts }) => facts.event === 'CALL_RECORDED')?.seq ?? seqZero;
    granted(await asks(bob));
    clock.pass(day);
    // From that second on nobody is told of it, or fetches it; what the call itself was stays.
    expect((await toldIn(stores, id)).map(({ facts }) => facts.event)).not.toContain('CALL_RECORDED');
    expect(refusalOf(await asks(ann))).toBe('FileNotFound');
    const remove = removeObjectsWhenMessageDeleted(dependencies);
    const served = async () => (await fileStore.list('files', { prefix: '', limit: 10 })).files.length;
    await remove({ fileId, seq: seqZero });
    expect(await served()).toBe(1);
    await remove({ fileId, seq });
    expect([(await attachments.find(fileId))?.state, await served()]).toEqual(['EXPIRED', 0]);
  });

  it('is taken from where it was recorded to, and what it was made of goes after a week', async () => {
    const { dependencies, stored } = await recorded();
    await stored(...pieces);
    const left = async () =>
      (await dependencies.fileStore.list('recordings', { prefix: '', limit: 10 })).files.map(({ key }) => key);
    expect(await left()).toHaveLength(pieces.length);
    const clear = removeOrphans(dependencies);
    dependencies.clock.pass(CallDurations.recordingWaits - 1);
    await clear();
    expect(await left()).toHaveLength(pieces.length);
    dependencies.clock.pass(1);
    await clear();
    expect(await left()).toEqual([]);
  });

  it.each([
    ['is no film', Buffer.from('<script>')],
    ['has a virus in it', Buffer.concat([aFilm, Buffer.from(eicar)])],
  ])('that %s is never fetched, and the recording says so', async (_, bytes) => {
    const { start, hears, notice, stored, after, recording, told, dependencies } = await talking();
    await start();
    const files = await stored(film);
    await dependencies.fileStore.write({ area: 'recordings', key: files[0]?.name ?? '' }, bytes, 'video/mp4');
    await hears(notice({ kind: 'uploaded', files }));
    await after(twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'FAILED', why: 'REJECTED' });
    expect(await told()).toEqual(['CALL_STARTED']);
  });

  it('that is not in the store a minute later will not come', async () => {
    const { start, hears, notice, named, after, recording, dependencies } = await talking();
    await start();
    await hears(notice({ kind: 'uploaded', files: named(film) }));
    await after(twoLooks);
    const progress = (await recording())?.progress;
    const [kept] = progress !== undefined && 'files' in progress ? progress.files : [];
    await dependencies.fileJobs.send(kept === undefined ? [] : [{ kind: 'see', fileId: kept.fileId }]);
    await after(twoLooks);
    expect((await recording())?.progress).toMatchObject({ state: 'FAILED', why: 'REJECTED' });
  });

  it('waits in the store while nobody takes jobs: the sweeper sees to it', async () => {
    const away = { send: () => Promise.reject(new QueueUnavailable('files', { cause: 'away' })) };
    const { start, hears, notice, stored, after, recording, dependencies } = await talking();
    await start();
    await hears(notice({ kind: 'uploaded', files: await stored(film) }));
    dependencies.clock.pass(CallDurations.recordingCheck);
    await timeOutCalls({ ...dependencies, fileJobs: away })();
    const due = await dependencies.attachments.due(later(dependencies.clock.now(), 60_000), 10);
    expect(due).toHaveLength(1);
    await dependencies.fileJobs.send(due.map((fileId) => ({ kind: 'see', fileId })));
    await after(twoLooks);
    expect((await recording())?.progress.state).toBe('AVAILABLE');
  });
});
