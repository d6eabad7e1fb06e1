import { describe, expect, it } from 'vitest';
import { agoraProvider } from '../../client/core/calls/agora/channel.ts';
import { meshProvider } from '../../client/core/calls/p2p/mesh.ts';
import { FakeAgora } from './fake-agora.ts';
import { FakeLine, FakeNetwork } from './fake-lines.ts';
import { FakeTrack } from './fake-media.ts';
import { FakeSignals } from './fake-signals.ts';
import { FakeWorld, settled } from './fake-world.ts';
import { annPeer, bobPeer, mediaConnectionContract } from './media-connection.contract.ts';

function directly() {
  const [world, network, signals] = [new FakeWorld(), new FakeNetwork(), new FakeSignals()];
  const provider = meshProvider({ openLine: network.open, world });
  return {
    world,
    network,
    signals,
    connect: (userId: 'ann' | 'bob') =>
      provider.connect({ userId, seat: null, signals: signals.of(userId), tokenEnds: () => undefined }),
    settle: () => world.pass(1_000),
  };
}

const seatOf = (uid: number) => ({ appId: 'app', channel: 'channel', uid, token: `token ${uid}`, expiresAt: 'later' });

function overAgora() {
  const [sdk, signals] = [new FakeAgora(), new FakeSignals()];
  const ended: string[] = [];
  const provider = agoraProvider(() => Promise.resolve(sdk));
  return {
    sdk,
    ended,
    connect: (userId: 'ann' | 'bob') =>
      provider.connect({
        userId,
        seat: seatOf(userId === 'ann' ? 1 : 2),
        signals: signals.of(userId),
        tokenEnds: () => void ended.push(userId),
      }),
    settle: async () => {
      for (let at = 0; at < 5; at += 1) await settled();
    },
  };
}

mediaConnectionContract('from browser to browser', directly);
mediaConnectionContract('over Agora', overAgora);

describe('From browser to browser', () => {
  const talking = async () => {
    const parts = directly();
    const [ann, bob] = [parts.connect('ann'), parts.connect('bob')];
    ann.meet([bobPeer]);
    bob.meet([annPeer]);
    await Promise.all([ann.start(), bob.start()]);
    await parts.settle();
    await parts.settle();
    return { ...parts, ann, bob };
  };
  const connected = ({ ann, bob }: Pick<Awaited<ReturnType<typeof talking>>, 'ann' | 'bob'>) =>
    [ann, bob].map(({ state }) => state.get().status);

  it('one line goes between two, whose first offer is always of the same end', async () => {
    const { network, signals } = await talking();
    expect(network.lines).toHaveLength(2);
    expect(new Set(signals.sent.filter(({ kind }) => kind === 'OFFER').map(({ from }) => from))).toEqual(
      new Set(['bob']),
    );
  });

  it('what is switched on later needs no word between the two', async () => {
    const { ann, network, signals, settle } = await talking();
    const before = signals.sent.length;
    const screen = new FakeTrack('screen', 'video');
    await ann.publish({ screen });
    await settle();
    expect(signals.sent).toHaveLength(before);
    expect(network.lines.map((line) => line.put_.get('screen'))).toContain(screen);
  });

  it.each(['OFFER', 'ANSWER', 'CANDIDATE'])('a lost %s is said again', async (lost) => {
    const parts = directly();
    let left = 2;
    parts.signals.loses = (kind) => kind === lost && left-- > 0;
    const [ann, bob] = [parts.connect('ann'), parts.connect('bob')];
    ann.meet([bobPeer]);
    bob.meet([annPeer]);
    await Promise.all([ann.start(), bob.start()]);
    await parts.world.pass(10_000);
    expect(connected({ ann, bob })).toEqual(['connected', 'connected']);
  });

  it('a way in that is known before the answer is kept until then', async () => {
    const parts = directly();
    let left = 1;
    parts.signals.loses = (kind) => kind === 'ANSWER' && left-- > 0;
    const [ann, bob] = [parts.connect('ann'), parts.connect('bob')];
    ann.meet([bobPeer]);
    bob.meet([annPeer]);
    await Promise.all([ann.start(), bob.start()]);
    await parts.world.pass(10_000);
    // The early one, and that of the answer that was said again.
    expect(parts.network.lines.map(({ candidates }) => candidates.length)).toEqual([2, 1]);
  });

  it('an offer that comes before anybody listens is made again when they do', async () => {
    const parts = directly();
    const bob = parts.connect('bob');
    bob.meet([annPeer]);
    await bob.start();
    await settled();
    const ann = parts.connect('ann');
    ann.meet([bobPeer]);
    await ann.start();
    await settled();
    await settled();
    expect(connected({ ann, bob })).toEqual(['connected', 'connected']);
  });

  it.each(['ann', 'bob'] as const)('%s reloads the page, and is heard again', async (who) => {
    const parts = await talking();
    parts[who].close();
    const again = parts.connect(who);
    again.meet([who === 'ann' ? bobPeer : annPeer]);
    await again.start();
    await parts.world.pass(5_000);
    expect(connected({ ...parts, [who]: again })).toEqual(['connected', 'connected']);
    // And once the call says so, too.
    const other = who === 'ann' ? parts.bob : parts.ann;
    other.meet([{ ...(who === 'ann' ? annPeer : bobPeer), joinedAt: 'again' }]);
    await parts.world.pass(10_000);
    expect(connected({ ...parts, [who]: again })).toEqual(['connected', 'connected']);
  });

  it('a line that fails is mended from both ends at once: one of the two offers gives way', async () => {
    const { network, world, ann, bob } = await talking();
    network.cut();
    await settled();
    expect(connected({ ann, bob })).toEqual(['reconnecting', 'reconnecting']);
    network.isUp = true;
    await world.pass(4_000);
    expect(network.lines.map(({ restarts }) => restarts > 0)).toEqual([true, true]);
    expect(network.lines).toHaveLength(2);
    expect(connected({ ann, bob })).toEqual(['connected', 'connected']);
  });

  it('a line that cannot be mended is made anew', async () => {
    const { network, world, ann, bob } = await talking();
    network.cut();
    await world.pass(20_000);
    network.isUp = true;
    await world.pass(20_000);
    expect(network.lines.length).toBeGreaterThan(2);
    expect(connected({ ann, bob })).toEqual(['connected', 'connected']);
  });

  it('whatever else a participant says changes nothing', async () => {
    const parts = await talking();
    const wrong = [
      '',
      '{',
      '{}',
      '[]',
      JSON.stringify({ from: 'x', to: 'nobody', attempt: 9, description: null, candidates: [] }),
    ];
    // An offer to somebody who ann was before she reloaded the page.
    const offer = parts.signals.sent.find(({ kind }) => kind === 'OFFER')?.payload ?? '';
    wrong.push(JSON.stringify({ ...(JSON.parse(offer) as object), to: 'another life', attempt: 9 }));
    for (const payload of wrong) await parts.signals.of('bob').send('ann', 'OFFER', payload);
    await parts.settle();
    expect(connected(parts)).toEqual(['connected', 'connected']);
    expect(parts.network.lines).toHaveLength(2);
  });

  it('nothing is left running when it is closed', async () => {
    const { ann, bob, world, network } = await talking();
    ann.close();
    bob.close();
    await settled();
    expect(world.timers).toBe(0);
    expect(network.lines.every((line) => line instanceof FakeLine && line.connection === 'closed')).toBe(true);
  });
});

describe('Over Agora', () => {
  const inChannel = async () => {
    const parts = overAgora();
    const ann = parts.connect('ann');
    ann.meet([bobPeer]);
    await ann.start();
    const [client] = parts.sdk.clients;
    if (client === undefined) throw new Error('unable to look at the client; there is none');
    return { ...parts, ann, client };
  };

  it('one comes in with the seat, and goes on with the token that was renewed', async () => {
    const { ann, client, ended } = await inChannel();
    expect([client.channel, client.uid, client.tokens]).toEqual(['channel', 1, ['token 1']]);
    client.tokenEnds();
    expect(ended).toEqual(['ann']);
    await ann.renew('token anew');
    expect(client.tokens).toEqual(['token 1', 'token anew']);
  });

  it('a screen stands in for the camera as long as it is shared', async () => {
    const { ann, client, sdk } = await inChannel();
    const [camera, screen] = [new FakeTrack('camera', 'video'), new FakeTrack('screen', 'video')];
    await ann.publish({ camera });
    await ann.publish({ camera, screen });
    expect(client.sends).toEqual(['screen']);
    await ann.publish({ camera });
    expect(client.sends).toEqual(['camera']);
    await ann.publish({});
    expect(client.sends).toEqual([]);
    expect(sdk.made.map(({ isClosed }) => isClosed)).toEqual([true, true, true]);
  });

  it('says that it is cut off, comes back, or is kept out', async () => {
    const { ann, client } = await inChannel();
    client.breaks();
    expect(ann.state.get().status).toBe('reconnecting');
    client.bans();
    expect(ann.state.get().status).toBe('expelled');
  });

  it('says so where the channel cannot be entered', async () => {
    const sdk = new FakeAgora();
    const ann = agoraProvider(() => Promise.reject(new Error('unable to load'))).connect({
      userId: 'ann',
      seat: seatOf(1),
      signals: new FakeSignals().of('ann'),
      tokenEnds: () => undefined,
    });
    await expect(ann.start()).rejects.toThrow('unable to load');
    expect(ann.state.get().status).toBe('failed');
    expect(sdk.clients).toEqual([]);
  });

  it('whoever goes before they came in is out of the channel, too', async () => {
    const parts = overAgora();
    const ann = parts.connect('ann');
    const starting = ann.start();
    await Promise.resolve();
    ann.close();
    await starting;
    await parts.settle();
    expect(parts.sdk.clients.map(({ channel }) => channel)).not.toContain('channel');
  });
});
