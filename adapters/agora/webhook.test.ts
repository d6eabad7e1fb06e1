import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { channelOf } from '../../domain/video-call/channel.ts';
import { aCallId, aCallSecret } from '../../test/builders/calls.ts';
import { readNotice } from './webhook.ts';

const secret = 'secret';
const bytes = (text: string) => new TextEncoder().encode(text);
const signed = (text: string, by = secret) => createHmac('sha256', by).update(text).digest('hex');
const channel = channelOf(aCallId(), aCallSecret());

const aNotice = (eventType: number, details: object = {}, more: object = {}) =>
  JSON.stringify({
    noticeId: 'notice-1',
    productId: 3,
    eventType,
    notifyMs: 1_560_408_533_119,
    payload: { cname: channel, uid: '1000001', sid: 'sid', sequence: 1, sendts: 1, serviceType: 0, details },
    ...more,
  });
const received = (text: string, signature: string | undefined = signed(text)) =>
  readNotice({ body: bytes(text), signature }, secret);

describe('a notice of Agora', () => {
  it('has the signature that Agora’s own example has', () => {
    const example =
      '{"eventMs":1560408533119,"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,"payload":{"a":"1","b":2},"productId":1}';
    expect(signed(example)).toMatch(/^6d3320c6/);
    expect(received(example)).toEqual({ kind: 'passedOver' });
  });

  it.each<[string, string | undefined]>([
    ['without a signature', undefined],
    ['with an empty one', ''],
    ['with one of another secret', signed(aNotice(40), 'other')],
    ['with one of another body', signed(aNotice(41))],
    ['with version 1 of it', createHmac('sha1', secret).update(aNotice(40)).digest('hex')],
    ['with one cut short', signed(aNotice(40)).slice(0, 62)],
    ['with one and more', `${signed(aNotice(40))}00`],
    ['with no hexadecimal one', 'x'.repeat(64)],
  ])('is not believed %s', (_, signature) => {
    expect(readNotice({ body: bytes(aNotice(40)), signature }, secret)).toEqual({ kind: 'forged' });
  });

  it('is not believed where the secret is empty', () => {
    const body = aNotice(40);
    expect(readNotice({ body: bytes(body), signature: signed(body, '') }, '')).toEqual({ kind: 'forged' });
  });

  it('is judged by its very bytes, and takes the signature in either case', () => {
    const body = aNotice(40);
    expect(received(` ${body}`, signed(body))).toEqual({ kind: 'forged' });
    expect(received(body, signed(body).toUpperCase())).toMatchObject({ kind: 'notice' });
  });

  it('says that a recording began, ended, or is in the store', () => {
    const of = { channel, uid: 1_000_001, sid: 'sid' };
    const notice = (news: object) => ({ kind: 'notice', noticeId: 'notice-1', notice: { ...of, news } });
    expect(received(aNotice(40))).toEqual(notice({ kind: 'started' }));
    expect(received(aNotice(41))).toEqual(notice({ kind: 'stopped' }));
    expect(received(aNotice(11, { exitStatus: 0 }))).toEqual(notice({ kind: 'stopped' }));
    const fileList = [{ fileName: 'one.mp4', isPlayable: true }];
    expect(received(aNotice(31, { fileList }))).toEqual(
      notice({ kind: 'uploaded', files: [{ name: 'one.mp4', isPlayable: true }] }),
    );
    expect(received(aNotice(31))).toEqual(notice({ kind: 'stopped' }));
  });

  it.each([
    ['of another event', aNotice(43)],
    ['of another product', aNotice(40, {}, { productId: 1 })],
    ['without a name of its own', aNotice(40, {}, { noticeId: 5 })],
    ['without a payload', aNotice(40, {}, { payload: null })],
    ['of no number', aNotice(40, {}, { payload: { cname: channel, uid: 'x', sid: 'sid' } })],
    ['that is no object', '[]'],
    ['that is no JSON', 'hello'],
    ['that is no text', '\ud800'],
  ])('is passed over %s', (_, body) => {
    const raw = bytes(body);
    const signature = createHmac('sha256', secret).update(raw).digest('hex');
    expect(readNotice({ body: raw, signature }, secret)).toEqual({ kind: 'passedOver' });
  });
});
