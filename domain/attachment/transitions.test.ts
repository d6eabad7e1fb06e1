import { describe, expect, it } from 'vitest';
import { aFile } from '../../test/builders/files.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aDraft } from '../../test/builders/messages.ts';
import { aSessionId, aUser } from '../../test/builders/people.ts';
import { seqOf } from '../shared/ids.ts';
import { later } from '../shared/instant.ts';
import { FileState } from '../vocabulary/files.ts';
import { Durations, Limits } from '../vocabulary/limits.ts';
import type { AttachmentFile } from './attachment-file.ts';
import { isInParts, partCount, partSize, uploadUntil } from './attachment-file.ts';
import type { FileAct } from './transitions.ts';
import { after, attachedTo, isBeingLookedAt, settled } from './transitions.ts';

const { clientMessageId } = aDraft(aSessionId(), aUser());
const shown = { size: 9, width: 3, height: 4, hasThumbnail: true };
const acts: readonly FileAct[] = [
  { kind: 'arrived', held: 'h', size: 5 },
  { kind: 'takenUp' },
  { kind: 'passed', shown },
  { kind: 'refused', reason: 'TYPE' },
  { kind: 'expired' },
];
const inState = (state: FileState): AttachmentFile => ({ ...aFile(), state });

describe('a file', () => {
  const steps: Readonly<Record<string, FileState>> = {
    'REQUESTED arrived': 'UPLOADED',
    'REQUESTED refused': 'REJECTED',
    'REQUESTED expired': 'EXPIRED',
    'UPLOADED takenUp': 'SCANNING',
    'UPLOADED expired': 'EXPIRED',
    'SCANNING takenUp': 'SCANNING',
    'SCANNING passed': 'CLEAN',
    'SCANNING refused': 'REJECTED',
    'SCANNING expired': 'EXPIRED',
    'CLEAN expired': 'EXPIRED',
    'REJECTED expired': 'EXPIRED',
  };
  const all = Object.values(FileState).flatMap((state) => acts.map((act) => [state, act.kind, act] as const));

  it.each(all)('that is %s and %s becomes what the table says', (state, kind, act) => {
    expect(after(inState(state), act, noon)?.state).toBe(steps[`${state} ${kind}`]);
  });

  it('is clean only by passing, whatever happens to it in whatever order', () => {
    const reached = new Set<FileState>(['REQUESTED']);
    for (let round = 0; round < Object.keys(FileState).length; round += 1) {
      for (const state of [...reached]) {
        for (const act of acts) {
          const next = after(inState(state), act, noon);
          if (next !== undefined && act.kind !== 'passed') reached.add(next.state);
        }
      }
    }
    expect(reached).toEqual(new Set(['REQUESTED', 'UPLOADED', 'SCANNING', 'REJECTED', 'EXPIRED']));
  });

  it('keeps what is found out on its way', () => {
    const uploaded = after({ ...aFile(), uploadId: 'u' }, { kind: 'arrived', held: 'h', size: 5 }, noon);
    expect(uploaded).toMatchObject({ held: 'h', uploadId: null });
    const scanning = uploaded && after(uploaded, { kind: 'takenUp' }, noon);
    expect(scanning).toMatchObject({ tries: 1 });
    expect(scanning && after(scanning, { kind: 'passed', shown }, noon)).toMatchObject(shown);
    expect(scanning && after(scanning, { kind: 'refused', reason: 'INFECTED' }, noon)).toMatchObject({
      reason: 'INFECTED',
    });
  });
});

describe('what is to be seen to', () => {
  const dueAfter = (file: AttachmentFile, act: FileAct) => after(file, act, noon)?.dueAt;

  it('is an upload that does not come, a little after its time', () => {
    expect(aFile().dueAt).toBe(later(noon, 360_000));
    expect(aFile({ size: Limits.uploadPartSize + 1 }).dueAt).toBe(later(noon, Durations.uploadInParts + 60_000));
    expect(uploadUntil(aFile())).toBe(later(noon, 300_000));
  });

  it('is one that nobody looks at, or that whoever looked at it did not come to an end with, later with each try', () => {
    expect(dueAfter(inState('REQUESTED'), { kind: 'arrived', held: 'h', size: 5 })).toBe(later(noon, 60_000));
    const waits = [0, 1, 2, 10].map((tries) => dueAfter({ ...inState('SCANNING'), tries }, { kind: 'takenUp' }));
    expect(waits).toEqual([120_000, 240_000, 480_000, 3_600_000].map((wait) => later(noon, wait)));
  });

  it('is one that no message carries, after a day, and what is gone, at once', () => {
    const passed: FileAct = { kind: 'passed', shown };
    expect(dueAfter(inState('SCANNING'), passed)).toBe(later(noon, Durations.orphan));
    const carried = attachedTo(inState('SCANNING'), seqOf(3), clientMessageId);
    expect(dueAfter(carried, passed)).toBeNull();
    expect(dueAfter(carried, { kind: 'refused', reason: 'TYPE' })).toBeNull();
    expect(dueAfter(carried, { kind: 'expired' })).toBe(noon);
    expect(settled(carried).dueAt).toBeNull();
  });

  it('is left alone while someone looks at it', () => {
    const scanning = { ...inState('SCANNING'), dueAt: later(noon, 1) };
    expect(isBeingLookedAt(scanning, noon)).toBe(true);
    expect(isBeingLookedAt(scanning, later(noon, 1))).toBe(false);
    expect(isBeingLookedAt({ ...scanning, state: 'UPLOADED' }, noon)).toBe(false);
  });
});

describe('an upload in parts', () => {
  const part = Limits.uploadPartSize;

  it.each([
    [1, false, 1, [1]],
    [part, false, 1, [part]],
    [part + 1, true, 2, [part, 1]],
    [part * 2, true, 2, [part, part]],
  ])('of %d bytes: %s, %d', (size, inParts, count, sizes) => {
    expect(isInParts(size)).toBe(inParts);
    expect(partCount(size)).toBe(count);
    expect(sizes.map((_, at) => partSize(size, at + 1))).toEqual(sizes);
    for (const none of [0, count + 1, -1, 0.5, NaN]) expect(partSize(size, none)).toBeUndefined();
  });
});
