import { describe, expect, it } from 'vitest';
import { refusalOfDescription } from './composing-attachments.ts';
import type { AttachableFile } from './files.ts';
import { attachmentOf, FileState, refusalOfAttaching, shownState } from './files.ts';
import { sessionOfFile } from './identifiers.ts';
import { settingsAtFirst } from './session-settings.ts';
import { refusalOfUpload } from './upload-rules.ts';

const described = { name: 'a.png', mediaType: 'image/png', size: 10, width: null, height: null, durationMs: null };
const file: AttachableFile = { ...described, ownerId: 'ann', state: 'CLEAN' };
const carrier = { kind: 'IMAGE', senderId: 'ann', clientMessageId: 'c1' } as const;
const rules = settingsAtFirst('GROUP');

describe('a file id', () => {
  const session = '0b6f4bd2-8a55-4f0e-9d1e-6ad3c5a0f2c1';
  const random = 'abcdefghijklmnopqrst_-';

  it('names its session', () => {
    expect(sessionOfFile(`${session}.${random}`)).toBe(session);
  });

  it.each([
    '',
    session,
    `${session}.`,
    `${session}.1`,
    `${session}.${random}x`,
    `${session}.${random.slice(1)}`,
    `${session}.${random.slice(1)}/`,
    `${session}.${random}.x`,
    `x${session.slice(1)}.${random}`,
    `../${session}.${random}`,
  ])('is not %j', (text) => {
    expect(sessionOfFile(text)).toBeUndefined();
  });
});

describe('a file that is to be uploaded', () => {
  it('keeps its name as it is, whatever it looks like', () => {
    for (const name of ['../../etc/passwd', 'a\r\nb.png', '\u202egnp.exe', 'x'.repeat(255)]) {
      expect(refusalOfDescription({ ...described, name })).toBeUndefined();
    }
  });

  it.each([
    ['no bytes', { size: 0 }, 'BadInput'],
    ['no width', { width: 0 }, 'BadInput'],
    ['no height', { height: -1 }, 'BadInput'],
    ['a length before zero', { durationMs: -1 }, 'BadInput'],
    ['no name', { name: ' ' }, 'TextBlank'],
    ['half a character in its name', { name: 'a\ud800' }, 'TextMalformed'],
    ['a name that is too long', { name: 'x'.repeat(256) }, 'TextTooLong'],
    ['SVG', { mediaType: 'image/svg+xml' }, 'AttachmentRefused'],
    ['HTML', { mediaType: 'text/html' }, 'AttachmentRefused'],
    ['a program', { mediaType: 'application/x-msdownload' }, 'AttachmentRefused'],
    ['a type in capitals', { mediaType: 'IMAGE/PNG' }, 'AttachmentRefused'],
    ['a type of no file', { mediaType: '__proto__' }, 'AttachmentRefused'],
  ])('is refused with %s', (_, wish, code) => {
    expect(refusalOfDescription({ ...described, ...wish })?.code).toBe(code);
  });

  it('is taken by the rules of its session', () => {
    expect(refusalOfUpload(file, rules)).toBeUndefined();
    expect(refusalOfUpload(file, { ...rules, allowedFileTypes: ['image/png'] })).toBeUndefined();
    const refused = { code: 'AttachmentRefused' };
    expect(refusalOfUpload(file, { ...rules, allowFileUploads: false })).toMatchObject(refused);
    expect(refusalOfUpload(file, { ...rules, allowedFileTypes: ['image/gif'] })).toMatchObject(refused);
    expect(refusalOfUpload(file, { ...rules, maxFileSize: 9 })).toMatchObject({ ...refused, info: { limit: 9 } });
    expect(refusalOfUpload({ ...file, size: 52_428_801 }, rules)).toMatchObject({ info: { limit: 52_428_800 } });
  });
});

describe('a message', () => {
  it.each([
    ['REQUESTED', 'PENDING'],
    ['UPLOADED', 'PENDING'],
    ['SCANNING', 'PENDING'],
    ['CLEAN', 'CLEAN'],
    ['REJECTED', 'REJECTED'],
    ['EXPIRED', 'REJECTED'],
  ] as const)('shows a file that is %s as %s', (state, shown) => {
    expect(shownState(state)).toBe(shown);
  });

  it.each(Object.values(FileState))('carries an own file that is %s, unless nobody will ever get it', (state) => {
    const isLost = state === 'REJECTED' || state === 'EXPIRED';
    const refusal = refusalOfAttaching({ ...file, state }, carrier, rules);
    expect(refusal?.code).toBe(isLost ? 'AttachmentRefused' : undefined);
  });

  it("does not carry another user's file, as if there were none", () => {
    const none = refusalOfAttaching(undefined, carrier, rules);
    expect(none?.code).toBe('FileNotFound');
    expect(refusalOfAttaching({ ...file, ownerId: 'bob' }, carrier, rules)).toEqual(none);
  });

  it('does not carry a file of another message, and sent again carries its own, whatever became of that', () => {
    const other = refusalOfAttaching({ ...file, attachedAs: 'c2' }, carrier, rules);
    expect(other?.code).toBe('AttachmentRefused');
    for (const state of Object.values(FileState)) {
      expect(refusalOfAttaching({ ...file, state, attachedAs: 'c1' }, carrier, rules)).toBeUndefined();
    }
  });

  it.each([
    ['IMAGE', 'application/pdf'],
    ['AUDIO', 'video/mp4'],
    ['VIDEO', 'audio/mpeg'],
  ] as const)('of kind %s carries no %s, and one of kind FILE does', (kind, mediaType) => {
    const other = { ...file, mediaType };
    expect(refusalOfAttaching(other, { ...carrier, kind }, rules)?.code).toBe('AttachmentRefused');
    expect(refusalOfAttaching(other, { ...carrier, kind: 'FILE' }, rules)).toBeUndefined();
  });

  it('holds to the rules of its session as they are now', () => {
    const refusal = refusalOfAttaching(file, carrier, { ...rules, allowFileUploads: false });
    expect(refusal?.code).toBe('AttachmentRefused');
  });

  it('says of its file what is known of it, and its own words', () => {
    expect(attachmentOf('f1', { ...file, state: 'SCANNING' }, 'a house')).toEqual({
      ...described,
      fileId: 'f1',
      alt: 'a house',
      state: 'PENDING',
    });
  });
});
