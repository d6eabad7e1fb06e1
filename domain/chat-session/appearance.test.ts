import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { anyText } from '../../test/builders/texts.ts';
import { Limits } from '../vocabulary/limits.ts';
import { settingsAtFirst } from '../vocabulary/session-settings.ts';
import { parseDescription } from './description.ts';
import { bearsOnSending, sameSettings, settingsWith } from './settings.ts';
import { parseTags } from './tags.ts';
import { parseWebAddress } from './web-address.ts';

describe('a description', () => {
  it('is kept as it is written, but for the space around it', () => {
    expect(granted(parseDescription('  Lines,\nand\tcircles: <b>שלום</b>  '))).toBe(
      'Lines,\nand\tcircles: <b>שלום</b>',
    );
    expect(granted(parseDescription(' \n '))).toBeNull();
  });

  it.each(['a\u0000b', 'a\u001bb', 'a\u202eb', 'a\u2066b', '\ud800', 'x'.repeat(Limits.descriptionLength + 1)])(
    'is not %j',
    (text) => {
      expect(refusalOf(parseDescription(text))).toBe('BadInput');
    },
  );
});

describe('the address of a picture', () => {
  it.each([
    'https://pictures.example/a.png',
    'HTTPS://Pictures.Example',
    'https://pictures.example:8443/a/b%20c?size=64&v=1#top',
    'https://xn--bcher-kva.example/~ann/(1)',
  ])('may be %s', (address) => {
    expect(granted(parseWebAddress(address, 'it'))).toBe(address);
  });

  it.each([
    '',
    'https:/pictures.example',
    'ftp://pictures.example/a',
    'https://pictures..example/a',
    'https://.example/a',
    'https://bücher.example/a',
    'https://pictures.example/<b>',
    "https://pictures.example/'a'\\",
    ' https://pictures.example/a',
    'https://pictures.example/a\nb',
    `https://pictures.example/${'a'.repeat(Limits.urlLength)}`,
  ])('may not be %j', (address) => {
    expect(refusalOf(parseWebAddress(address, 'it'))).toBe('BadInput');
  });

  it('is judged in bounded work, and is an address by the platform’s own parser wherever it is taken', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ validSchemes: ['https'] }), anyText(60)), (address) => {
        const parsed = parseWebAddress(address, 'it');
        if (!parsed.ok) return;
        const url = new URL(address);
        expect([url.protocol, url.username, url.password]).toEqual(['https:', '', '']);
      }),
      { numRuns: 30 },
    );
    expect(refusalOf(parseWebAddress(`https://${'a.'.repeat(50_000)}`, 'it'))).toBe('BadInput');
    expect(refusalOf(parseWebAddress(`https://${'a.'.repeat(900)}\n`, 'it'))).toBe('BadInput');
  });
});

describe('tags', () => {
  it('are each kept once, in lower case', () => {
    expect(granted(parseTags([' Maths ', 'maths', 'Größe 7']))).toEqual(['maths', 'größe 7']);
    expect(granted(parseTags([]))).toEqual([]);
  });

  it.each([
    [['']],
    [['x'.repeat(Limits.tagLength + 1)]],
    [['a\u200bb']],
    [Array.from({ length: Limits.tags + 1 }, (_, at) => `tag-${at}`)],
  ])('are not %j', (tags) => {
    expect(refusalOf(parseTags(tags))).toBe('BadInput');
  });
});

describe('the rules of a session', () => {
  const first = settingsAtFirst('PRIVATE');

  it('stay as they are where nothing is said of them', () => {
    const after = granted(settingsWith('PRIVATE', first, { slowModeSeconds: 5 }));
    expect(after).toEqual({ ...first, slowModeSeconds: 5 });
    expect([sameSettings(first, after), sameSettings(first, { ...first })]).toEqual([false, true]);
  });

  it.each([
    { maxFileSize: 0 },
    { maxFileSize: Limits.fileSize + 1 },
    { messageRetentionDays: 0 },
    { messageRetentionDays: Limits.retentionDays + 1 },
    { slowModeSeconds: -1 },
    { slowModeSeconds: Limits.slowModeSeconds + 1 },
    { maxMembers: 0 },
    { maxMembers: Limits.sessionMembers + 1 },
    { allowedFileTypes: ['png'] },
    { allowedFileTypes: ['image/<b>'] },
    { allowedFileTypes: Array.from({ length: Limits.mediaTypes + 1 }, (_, at) => `image/x-${at}`) },
  ])('are not %j', (wish) => {
    expect(refusalOf(settingsWith('PRIVATE', first, wish))).toBe('BadInput');
  });

  it('take media types in any case, each once, and no days for never', () => {
    const wish = { allowedFileTypes: ['image/PNG', ' image/png'], messageRetentionDays: null };
    expect(granted(settingsWith('PRIVATE', first, wish))).toMatchObject({
      allowedFileTypes: ['image/png'],
      messageRetentionDays: null,
    });
  });

  it('hold a group to what a group holds', () => {
    expect(refusalOf(settingsWith('GROUP', settingsAtFirst('GROUP'), { maxMembers: 51 }))).toBe('BadInput');
  });

  it('bear on sending where a message could be wrong now that was right before', () => {
    const bears = (wish: Parameters<typeof settingsWith>[2]) => bearsOnSending(first, { ...first, ...wish });
    expect(bears({ allowAnonymous: true })).toBe(true);
    expect(bears({ allowedFileTypes: ['image/png'] })).toBe(true);
    expect(bears({ requireApproval: true, maxMembers: 5, enableAI: true })).toBe(false);
  });
});
