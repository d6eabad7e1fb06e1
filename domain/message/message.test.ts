import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aDraft } from '../../test/builders/messages.ts';
import { aSessionId, user } from '../../test/builders/people.ts';
import { positionOf, seqOf } from '../shared/ids.ts';
import { composeMessage, messageAt, messageId } from './message.ts';

const ann = user('ann');
const compose = (text: string, clientMessageId = 'c1', mentions: readonly string[] = []) =>
  composeMessage(
    { senderId: ann, senderName: 'Ann', clientMessageId, kind: 'TEXT', content: { text }, mentions },
    noon,
  );

describe('composing a message', () => {
  it('keeps the text exactly as typed', () => {
    const text = '  <b>hi</b> \u202e\n';
    expect(granted(compose(text)).content).toEqual({ kind: 'TEXT', text });
  });

  it.each([
    ['', 'TextBlank'],
    [' \n\t', 'TextBlank'],
    ['\u200b\u2060', 'TextBlank'],
    ['x'.repeat(5001), 'TextTooLong'],
    [' '.repeat(5001), 'TextTooLong'],
    ['a\u0000b', 'TextMalformed'],
    ['a\ud83d', 'TextMalformed'],
    ['\ude00a', 'TextMalformed'],
    ['\ude00\ud83d', 'TextMalformed'],
  ])('refuses %j with %s', (text, code) => {
    expect(refusalOf(compose(text))).toBe(code);
  });

  it('takes text of the greatest length', () => {
    expect(compose('x'.repeat(5000)).ok).toBe(true);
  });

  it.each(['', 'x'.repeat(129), 'a\u0000', 'a\ud83d', '\ude00'])('refuses the client message id %j', (id) => {
    expect(refusalOf(compose('hi', id))).toBe('BadInput');
  });

  it('mentions each of up to 50 users once, and nobody themselves', () => {
    const mentioned = granted(compose('hi', 'c1', ['bob', 'ann', 'cat', 'bob', '#', '', 'dan'])).mentions;
    expect(mentioned).toEqual(['bob', 'cat', 'dan']);
    const crowd = Array.from({ length: 51 }, (_, at) => `user-${at}`);
    expect(granted(compose('hi', 'c1', crowd.slice(1))).mentions).toHaveLength(50);
    expect(compose('hi', 'c1', crowd)).toMatchObject({ refusal: { code: 'BadInput', info: { limit: 50 } } });
  });

  it('says what is wrong with the id before what is wrong with the text', () => {
    expect(refusalOf(compose('', ''))).toBe('BadInput');
  });
});

describe('a message', () => {
  it('is named after its session and position', () => {
    const sessionId = aSessionId();
    const message = messageAt(aDraft(sessionId, ann), seqOf(812), noon);
    expect(messageId(message)).toBe(`${sessionId}.812`);
    expect(positionOf(messageId(message))).toEqual({ sessionId, seq: 812 });
  });
});
