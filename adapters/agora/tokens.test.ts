import { randomBytes } from 'node:crypto';
import accessTokens from 'agora-token/src/AccessToken2.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelOf } from '../../domain/video-call/channel.ts';
import { aCallId, aCallSecret } from '../../test/builders/calls.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { hurried } from '../../test/builders/pacing.ts';
import { AgoraServer } from '../../test/support/agora-server.ts';
import { AgoraRest } from './rest.ts';
import { rtcToken, TokenNotIssued } from './rtc-token.ts';
import { AgoraCallTokens } from './tokens.ts';

const hex = () => randomBytes(16).toString('hex');
const project = { appId: hex(), appCertificate: hex() };
const seat = { channel: channelOf(aCallId(), aCallSecret()), uid: 7 };
const [join, publishAudio, publishVideo, publishData] = [1, 2, 3, 4] as const;

/** A token as the library itself reads it. */
function read(token: string) {
  const parsed = new accessTokens.AccessToken2('', '', 0, 0);
  expect(parsed.from_string(token)).toBe(true);
  const [service, ...others] = Object.values(parsed.services);
  if (service === undefined) throw new Error('unable to go on; the token is for no service');
  return {
    parsed,
    others,
    appId: String(parsed.appId),
    type: service.service_type(),
    channel: String(service.__channel_name),
    uid: String(service.__uid),
    privileges: service.__privileges,
  };
}

describe('a call token', () => {
  it('is for one channel, one number and one hour, of this project, and for nothing else', () => {
    const { parsed, others, appId, type, channel, uid, privileges } = read(rtcToken(project, seat));
    expect({ appId, type, channel, uid, others }).toEqual({
      appId: project.appId,
      type: 1,
      channel: seat.channel,
      uid: '7',
      others: [],
    });
    expect(parsed.expire).toBe(3600);
    expect(privileges).toEqual({ [join]: 3600, [publishAudio]: 3600, [publishVideo]: 3600, [publishData]: 3600 });
  });

  it('is signed with the certificate of its project, and with no other', () => {
    const { parsed } = read(rtcToken(project, seat));
    expect(parsed.verifySignature(project.appCertificate)).toBe(true);
    expect(parsed.verifySignature(hex())).toBe(false);
  });

  it('is no other number’s, also where one is the beginning of the other', () => {
    const tokens = [1, 11].map((uid) => read(rtcToken(project, { ...seat, uid })).uid);
    expect(tokens).toEqual(['1', '11']);
  });

  it.each([
    ['an app id that is none', { ...project, appId: 'none' }, seat],
    ['a certificate that is none', { ...project, appCertificate: '' }, seat],
    ['a channel without a name', project, { ...seat, channel: '' }],
    ['a channel whose name is too long', project, { ...seat, channel: 'x'.repeat(64) }],
    ['number 0, which anyone could be', project, { ...seat, uid: 0 }],
    ['half a number', project, { ...seat, uid: 1.5 }],
    ['a number that is too great', project, { ...seat, uid: 2 ** 32 }],
  ])('is none for %s: an error, and never an empty text', (_, of, where) => {
    expect(() => rtcToken(of, where)).toThrow(TokenNotIssued);
  });

  it('names neither the certificate nor the channel when it cannot be issued', () => {
    const secret = { appId: 'none', appCertificate: 'certificate' };
    expect(() => rtcToken(secret, seat)).toThrow(
      'unable to issue the call token; the app id or the certificate is none',
    );
  });
});

describe('an Agora project', () => {
  let server: AgoraServer;
  beforeAll(async () => {
    server = await AgoraServer.open(project.appId, 'key', 'secret');
  });
  afterAll(() => server.close());
  const tokens = (failures: unknown[]) => {
    const access = { baseUrl: server.url, customerId: 'key', customerSecret: 'secret', timeoutMs: 2000 };
    return new AgoraCallTokens(project, new AgoraRest(access, hurried), (failure) => failures.push(failure));
  };

  it('says how long a token holds', async () => {
    const clock = new ManualClock();
    const issued = await tokens([]).issue(seat, clock.now());
    expect(issued).toMatchObject({ appId: project.appId, expiresAt: noon + 3_600_000 });
    expect(read(issued.token).channel).toBe(seat.channel);
  });

  it('keeps a number out of its channel for as long as a token may hold', async () => {
    await tokens([]).expel(seat);
    expect(server.calls.at(-1)).toMatchObject({
      method: 'POST',
      path: '/dev/v1/kicking-rule',
      body: { appid: project.appId, cname: seat.channel, uid: 7, ip: '', time: 60, privileges: ['join_channel'] },
    });
  });

  it('reports whom it could not keep out, by what went wrong alone, and does not reject', async () => {
    const failures: unknown[] = [];
    server.troubles.push({ endsWith: 'kicking-rule', trouble: { status: 400, body: '{"message":"no"}' } });
    await tokens(failures).expel(seat);
    expect(failures).toEqual([{ why: 'HTTP 400' }]);
  });
});
