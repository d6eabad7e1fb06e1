/** F8: the word of an upload is lost, comes twice, late, or in the middle of everything: a sweeper finds it, and nothing is clean by default. */
import { describe, expect, it } from 'vitest';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { FileId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { granted } from '../builders/chat-sessions.ts';
import { FileWorld } from '../builders/file-world.ts';
import { eicar } from '../contracts/virus-scan.contract.ts';

const minute = 60_000;

/** A file with its message, that Ann uploaded; nobody told of it. */
async function anUpload(content = 'hello'): Promise<{ world: FileWorld; fileId: FileId }> {
  const world = await FileWorld.open();
  const fileId = await world.upload(content);
  await world.say(fileId);
  return { world, fileId };
}

const attempt = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
  }
};

/** What the message shows of its file, and how often the log told of that. */
async function told({ stores, session }: FileWorld) {
  const { entries } = await stores.sessionLog.slotsAfter(session.id, seqZero, 100);
  const messages = entries.flatMap((entry) => (entry.kind === 'MESSAGE' ? [entry.message.content] : []));
  const [content] = messages;
  const changes = entries.filter((entry) => entry.kind === 'MESSAGE_CHANGED');
  return {
    state: content && 'attachment' in content ? content.attachment.state : undefined,
    changes: changes.length,
    holes: changes.length + messages.length < entries.filter(({ kind }) => kind !== 'VOID').length,
  };
}

describe('F8: the word of an upload', () => {
  it('that is lost is made up for by the sweeper', async () => {
    const { world, fileId } = await anUpload();
    world.clock.pass(Durations.uploadSeconds * 1000);
    await world.sweep();
    expect((await world.find(fileId)).state).toBe('REQUESTED');
    world.clock.pass(Durations.uploadGrace);
    await world.sweep();
    expect(await told(world)).toEqual({ state: 'CLEAN', changes: 1, holes: false });
  });

  it('that is lost after the upload was completed is made up for within a minute', async () => {
    const { world, fileId } = await anUpload();
    granted(await world.service.completeUpload({ user: world.ann, fileId }));
    expect((await world.find(fileId)).state).toBe('UPLOADED');
    world.clock.pass(minute);
    await world.sweep();
    expect(await told(world)).toEqual({ state: 'CLEAN', changes: 1, holes: false });
  });

  it('that comes twice, at once or later, is told of once', async () => {
    const { world, fileId } = await anUpload();
    await Promise.all([1, 2, 3].map(() => attempt(() => world.process(fileId))));
    for (const wait of [0, minute, Durations.orphan]) {
      world.clock.pass(wait);
      await world.process(fileId);
      await world.sweep();
    }
    expect(await told(world)).toEqual({ state: 'CLEAN', changes: 1, holes: false });
    expect(await world.stored()).toEqual([`files/${fileId}/original`]);
  });

  it('that comes after the file was given up changes nothing, and leaves nothing', async () => {
    const world = await FileWorld.open();
    const ticket = granted(await world.request());
    world.clock.pass(Durations.uploadSeconds * 1000 - 1);
    await world.post(ticket, Buffer.from('hello'));
    const { fileId } = ticket;
    await world.service.cancelUpload({ user: world.ann, fileId });
    await world.post(ticket, Buffer.from('hello'));
    await world.process(fileId);
    expect(await world.find(fileId)).toMatchObject({ state: 'EXPIRED' });
    expect(await world.stored()).toEqual([]);
  });

  it('of bytes that never come ends by the clock: the message says that its file will not come', async () => {
    const world = await FileWorld.open();
    const { fileId } = granted(await world.request());
    await world.say(fileId);
    world.clock.pass(Durations.uploadSeconds * 1000 + Durations.uploadGrace);
    await world.sweep();
    expect(await told(world)).toEqual({ state: 'REJECTED', changes: 1, holes: false });
  });

  it.each([
    ['of a text', 'hello', 'CLEAN'],
    ['of the test virus', eicar, 'REJECTED'],
  ] as const)('%s survives the death of whoever follows it at every step', async (_, content, state) => {
    for (const when of ['before', 'after'] as const) {
      for (let dies = 1; ; dies += 1) {
        const { world, fileId } = await anUpload(content);
        let step = 0;
        world.around = async (name, proceed) => {
          step += 1;
          if (step === dies && when === 'before') throw new StoreBusy(name, { cause: 'it died' });
          const outcome = await proceed();
          if (step === dies && when === 'after') throw new StoreBusy(name, { cause: 'it died' });
          return outcome;
        };
        await attempt(() => world.process(fileId));
        const died = step >= dies;
        world.around = (_, proceed) => proceed();
        // Nothing may be fetched that was not found clean.
        const isClean = (await world.find(fileId)).state === 'CLEAN';
        expect(isClean && state === 'REJECTED').toBe(false);
        for (let waited = 0; waited < 12; waited += 1) {
          world.clock.pass(minute);
          await world.sweep();
        }
        const where = `${when} step ${dies}`;
        expect([where, (await world.find(fileId)).state]).toEqual([where, state]);
        expect([where, await told(world)]).toEqual([where, { state, changes: 1, holes: false }]);
        world.clock.pass(Durations.orphan);
        await world.removeOrphans();
        const kept = state === 'CLEAN' ? `files/${fileId}/original` : `quarantine/${fileId}`;
        expect([where, await world.stored()]).toEqual([where, [kept]]);
        if (!died) break;
      }
    }
  });
});
