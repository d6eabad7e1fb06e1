import { describe, expect, it } from 'vitest';
import { connected, presenceOf } from '../../test/client/connected.ts';
import { summaryOf, systemAt, theSession } from '../../test/client/fake-messages.ts';
import { settled } from '../../test/client/fake-world.ts';
import { networkLost } from './errors.ts';

describe('Presence of others', () => {
  const watching = async () => {
    const made = await connected(summaryOf());
    const { server, world, client } = made;
    server.answers.set('Presence', () => [
      presenceOf('bob', world.now()),
      { ...presenceOf('cat', 0, 'OFFLINE'), lastSeenAt: null },
    ]);
    const { state, release } = client.presence.watch(theSession, ['bob', 'cat']);
    server.acknowledge('OnPresence');
    await settled();
    return { ...made, release, statusOf: (userId: string) => state.get().get(userId)?.status };
  };

  it('is asked for once it is heard, and follows what is told', async () => {
    const { server, world, statusOf } = await watching();
    expect([statusOf('bob'), statusOf('cat')]).toEqual(['ONLINE', 'OFFLINE']);
    server.emit('OnPresence', presenceOf('cat', world.now() + 1, 'AWAY'));
    expect(statusOf('cat')).toBe('AWAY');
  });

  it('is asked for again where it could not be answered', async () => {
    const { server, world, client, release } = await watching();
    release();
    server.fail('Presence', networkLost(), { times: 2 });
    const { state } = client.presence.watch(theSession, ['bob']);
    server.acknowledge('OnPresence');
    await world.pass(10_000);
    expect(state.get().get('bob')?.status).toBe('ONLINE');
  });

  it('is what the newest of two answers says, whichever comes last', async () => {
    const { server, world, client, release } = await watching();
    release();
    server.answers.set('Presence', () => [{ ...presenceOf('bob', 0, 'OFFLINE'), lastSeenAt: null }]);
    const { state } = client.presence.watch(theSession, ['bob']);
    let arrive = (): void => undefined;
    server.held = new Promise((resolve) => (arrive = resolve));
    server.acknowledge('OnPresence');
    await settled();
    server.held = undefined;
    server.emit('OnPresence', presenceOf('bob', world.now()));
    server.answers.set('Presence', () => [presenceOf('bob', world.now())]);
    server.acknowledge('OnPresence');
    await settled();
    arrive();
    await settled();
    expect(state.get().get('bob')?.status).toBe('ONLINE');
  });

  it('drops what is older than what is known', async () => {
    const { server, world, statusOf } = await watching();
    server.emit('OnPresence', presenceOf('bob', world.now() + 10, 'BUSY'));
    server.emit('OnPresence', presenceOf('bob', world.now() + 5, 'ONLINE'));
    expect(statusOf('bob')).toBe('BUSY');
  });

  it('lapses by itself, and looks again then, for the subscription may be over without a word', async () => {
    const { server, world, statusOf } = await watching();
    server.silence();
    server.answers.set('Presence', () => [presenceOf('bob', world.now())]);
    await world.pass(299_000);
    expect(statusOf('bob')).toBe('ONLINE');
    await world.pass(1_500);
    expect(statusOf('bob')).toBe('OFFLINE');
    await world.pass(3_000);
    server.acknowledge('OnPresence');
    await settled();
    expect(statusOf('bob')).toBe('ONLINE');
  });

  it('lapses in time on a device whose clock is wrong', async () => {
    const { server, world, client, release, statusOf } = await watching();
    release();
    const ahead = 600_000;
    server.answers.set('SetPresence', () => presenceOf('ann', world.now() + ahead));
    await client.presence.beat();
    server.answers.set('Presence', () => [presenceOf('bob', world.now() + ahead)]);
    const again = client.presence.watch(theSession, ['bob']);
    server.acknowledge('OnPresence');
    await settled();
    expect(statusOf('bob')).toBe('ONLINE');
    await world.pass(299_000);
    expect(again.state.get().get('bob')?.status).toBe('ONLINE');
    await world.pass(1_500);
    expect(again.state.get().get('bob')?.status).toBe('OFFLINE');
  });

  it('is begun anew when members of the session come or go, which ends it', async () => {
    const { server, world, client } = await watching();
    server.silence();
    client.heard(systemAt(1, { event: 'MEMBER_LEFT', userIds: ['dan'] }));
    await world.pass(3_000);
    const asked = server.asked('Presence');
    server.acknowledge('OnPresence');
    await settled();
    expect(server.asked('Presence')).toBe(asked + 1);
  });
});
