import { describe, expect, it } from 'vitest';
import type { ContentWish } from './composing.ts';
import { composeContent } from './composing.ts';
import { MessageKind } from './messages.ts';

const now = Date.UTC(2026, 10, 21, 12);
const year = 31_536_000_000;
const at = (offset: number) => ({ at: now + offset, iso: new Date(now + offset).toISOString() });

const file = { fileId: 'f1' };
const poll = { question: 'When?', options: ['now', 'later'] };
const contentOf = {
  TEXT: { text: 'hello' },
  CODE: { code: { language: 'PYTHON', source: 'print(1)' } },
  MATH_FORMULA: { formula: { tex: 'x^2' } },
  POLL: { poll },
  LOCATION: { location: { latitude: 1, longitude: 2 } },
  IMAGE: { attachment: file },
  FILE: { attachment: file },
  AUDIO: { attachment: file },
  VIDEO: { attachment: file },
} as const satisfies Partial<Record<MessageKind, ContentWish>>;
type SentKind = keyof typeof contentOf;
const sentKinds = Object.values(MessageKind).filter((kind): kind is SentKind => kind in contentOf);

const compose = (kind: MessageKind, wish: ContentWish) => composeContent(kind, wish, now);
/** The stored parts, or the code of the refusal. */
const composed = (kind: MessageKind, wish: ContentWish) => {
  const result = compose(kind, wish);
  return result.ok ? result.value : result.refusal.code;
};

describe('what a kind of message holds', () => {
  it.each(sentKinds)('is exactly its own: %s', (kind) => {
    expect(compose(kind, contentOf[kind]).ok).toBe(true);
    const others = sentKinds.filter((other) => !Object.keys(contentOf[other]).some((part) => part in contentOf[kind]));
    for (const other of others) {
      if (other === 'TEXT' && 'attachment' in contentOf[kind]) continue;
      expect(composed(kind, { ...contentOf[kind], ...contentOf[other] })).toBe('BadInput');
      expect(composed(kind, contentOf[other])).toBe('BadInput');
    }
    expect(composed(kind, {})).toBe(kind === 'TEXT' ? 'TextBlank' : 'BadInput');
  });

  it.each(['SYSTEM', 'AI_RESPONSE'] as const)('is not for clients to say: %s', (kind) => {
    expect(composed(kind, { text: 'hello' })).toBe('BadInput');
    expect(composed(kind, {})).toBe('BadInput');
  });

  it('counts null as nothing, as clients send it', () => {
    const nothing = { code: null, formula: null, poll: null, location: null, attachment: null };
    expect(composed('TEXT', { text: 'hello', ...nothing })).toEqual({ text: 'hello' });
  });
});

describe('every text in a message', () => {
  /** Each place that takes text, with its greatest length. */
  const places: readonly [string, number, (text: string) => ReturnType<typeof composed>][] = [
    ['the text', 5_000, (text) => composed('TEXT', { text })],
    ['a caption', 5_000, (text) => composed('IMAGE', { attachment: file, text })],
    ['code', 10_000, (source) => composed('CODE', { code: { language: 'SQL', source } })],
    ['a formula', 5_000, (tex) => composed('MATH_FORMULA', { formula: { tex } })],
    ['a question', 300, (question) => composed('POLL', { poll: { ...poll, question } })],
    ['an option', 100, (option) => composed('POLL', { poll: { ...poll, options: ['other', option] } })],
    ['a label', 100, (label) => composed('LOCATION', { location: { latitude: 0, longitude: 0, label } })],
    ['a description', 300, (alt) => composed('IMAGE', { attachment: { ...file, alt } })],
  ];

  it.each(places)('has a greatest length, is not blank and is whole: %s', (_, limit, place) => {
    expect(place('x'.repeat(limit))).toBeTypeOf('object');
    expect(place('x'.repeat(limit + 1))).toBe('TextTooLong');
    for (const blank of [' ', '\n\t', '\u200b\u2060', '\u00ad']) expect(place(blank)).toBe('TextBlank');
    for (const broken of ['a\0', 'a\ud800', '\udc00a', '\udc00\ud800']) expect(place(broken)).toBe('TextMalformed');
  });

  it.each(places)('is kept exactly as typed, whatever it looks like: %s', (_, __, place) => {
    for (const text of ['<script>alert(1)</script>', 'javascript:alert(1)', ' \u202e<b>x ', 'data:text/html,<i>']) {
      expect(JSON.stringify(place(text))).toContain(JSON.stringify(text));
    }
  });

  it.each(places)('is judged in no time where it is enormous: %s', (_, __, place) => {
    expect(place('x'.repeat(100_000))).toBe('TextTooLong');
    expect(place(' '.repeat(100_000))).toBe('TextTooLong');
  });
});

describe('code', () => {
  const code = (source: string) => {
    const parts = composed('CODE', { code: { language: 'JAVASCRIPT', source } });
    return typeof parts === 'string' ? parts : parts.code;
  };

  it.each([
    ['x', 1, 8],
    ['x\r\n\n y\n', 3, 15],
  ])('is counted in lines, and read by those that hold something: %j', (source, lineCount, readingSeconds) => {
    expect(code(source)).toMatchObject({ lineCount, readingSeconds, syntax: 'UNCHECKED', problems: [] });
  });
});

describe('a poll', () => {
  const of = (wish: object) => composed('POLL', { poll: { ...poll, ...wish } });

  it('begins without a vote', () => {
    expect(of({ isMultiple: true, closesAt: at(1) })).toEqual({
      text: 'When?',
      poll: {
        options: ['now', 'later'],
        isMultiple: true,
        isAnonymous: false,
        closesAt: at(1).iso,
        closedAt: null,
        voterCount: 0,
        votes: { o0: 0, o1: 0 },
      },
    });
  });

  it.each([
    ['one option', { options: ['a'] }],
    ['21 options', { options: Array.from({ length: 21 }, (_, id) => `${id}`) }],
    ['the same option twice', { options: ['a', 'b', 'a '] }],
    ['an end that is past', { closesAt: at(0) }],
    ['an end too far away', { closesAt: at(year + 1) }],
  ])('is refused with %s', (_, wish) => {
    expect(of(wish)).toBe('BadInput');
  });

  it('takes 20 options, and an end a year away', () => {
    const options = Array.from({ length: 20 }, (_, id) => `${id}`);
    expect(of({ options, closesAt: at(year) })).toMatchObject({ poll: { options } });
  });
});

describe('a place', () => {
  const of = (latitude: number, longitude: number) => composed('LOCATION', { location: { latitude, longitude } });

  it.each([
    [90.1, 0],
    [-91, 0],
    [0, 180.5],
    [0, -181],
    [NaN, 0],
    [0, Infinity],
  ])('is refused off the globe: %d, %d', (latitude, longitude) => {
    expect(of(latitude, longitude)).toBe('BadInput');
  });

  it('is kept to the centimetre, which every database can keep', () => {
    expect(of(51.123456789, -0)).toEqual({ text: '', location: { latitude: 51.1234568, longitude: 0 } });
    expect(of(1e-300, -180)).toEqual({ text: '', location: { latitude: 0, longitude: -180 } });
  });
});

describe('a file', () => {
  const of = (kind: MessageKind, wish: object, text?: string) =>
    composed(kind, { attachment: { ...file, ...wish }, ...(text === undefined ? {} : { text }) });

  it('is named, and looked up elsewhere', () => {
    expect(of('IMAGE', { alt: 'a house' }, 'look')).toEqual({ text: 'look', file: { fileId: 'f1', alt: 'a house' } });
    expect(of('IMAGE', { alt: null }, '')).toEqual({ text: '', file: { fileId: 'f1', alt: null } });
  });

  it.each(['', 'a#b', 'x'.repeat(129)])('is refused where %j is its id', (fileId) => {
    expect(of('IMAGE', { fileId })).toBe('BadInput');
  });
});
