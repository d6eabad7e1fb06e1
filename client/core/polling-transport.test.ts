import { describe, expect, it } from 'vitest';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatError, networkLost } from './errors.ts';
import { PollingTransport } from './polling-transport.ts';

const document = 'subscription OnInbox { onInbox }';
const question = 'query SessionLog { sessionLog }';

/** A subscription whose events would say nothing: it asks the log whenever it is to. */
const listening = () => {
  const [server, world] = [new FakeServer(), new FakeWorld()];
  const transport = new PollingTransport(server, world);
  const told: string[] = [];
  const ask = (): void => void transport.request(question, { after: 0, limit: 1 }).catch(() => undefined);
  const end = transport.live(
    document,
    {},
    {
      ready: () => told.push('ready'),
      event: () => told.push('event'),
      lost: ({ code }) => told.push(`lost ${code}`),
      retrying: (at) => told.push(`again at ${at}`),
      check: () => {
        told.push('check');
        ask();
      },
    },
  );
  return { server, world, transport, told, ask, end, fresh: () => told.splice(0) };
};

describe('A transport whose sockets do not open', () => {
  it('asks for what happens every two or three seconds once it is plain that requests are answered', async () => {
    const { world, transport, told, end } = listening();
    await world.pass(7_999);
    expect([told, transport.isPolling.get()]).toEqual([[], false]);
    await world.pass(1);
    expect(told).toEqual(['check']);
    await world.pass(3_000);
    expect([told, transport.isPolling.get()]).toEqual([['check', 'ready', 'check'], true]);
    await world.pass(9_000);
    expect(told.slice(3)).toEqual(['check', 'check', 'check', 'check']);
    end();
    expect(world.timers).toBe(0);
  });

  it('is not taken in by what was answered before the socket broke', async () => {
    const { server, world, transport, ask, fresh, end } = listening();
    ask();
    server.acknowledge();
    await settled();
    fresh();
    server.fail('SessionLog', networkLost(), { times: 5 });
    server.cut();
    await world.pass(30_000);
    expect(fresh().filter((word) => word !== 'check')).toEqual(['lost NetworkLost']);
    expect(transport.isPolling.get()).toBe(false);
    end();
  });

  it('stops asking when a socket opens, and is told again', async () => {
    const { server, world, transport, fresh, end } = listening();
    await world.pass(12_000);
    fresh();
    server.acknowledge();
    expect([fresh(), transport.isPolling.get(), world.timers]).toEqual([['ready'], false, 0]);
    server.emit('OnInbox', {});
    await world.pass(60_000);
    expect(fresh()).toEqual(['event']);
    end();
  });

  it('says that the connection is lost when requests are not answered either, and asks less and less often', async () => {
    const { server, world, transport, fresh, end } = listening();
    await world.pass(12_000);
    fresh();
    server.fail('SessionLog', networkLost(), { times: 1_000 });
    server.cut();
    await world.pass(6_000);
    expect(fresh().filter((word) => word !== 'check')).toEqual(['lost NetworkLost']);
    expect(transport.isPolling.get()).toBe(false);
    await world.pass(300_000);
    const asked = fresh().length;
    expect(asked).toBeGreaterThan(8);
    expect(asked).toBeLessThan(25);
    server.failures.clear();
    await world.pass(60_000);
    expect(fresh()).toContain('ready');
    end();
  });

  it('knows a server that refuses from one that is not there', async () => {
    const { server, world, transport, end } = listening();
    server.fail('SessionLog', new ChatError('RateLimited', 'unable to read; wait', { retryable: true }), { times: 9 });
    await world.pass(12_000);
    expect(transport.isPolling.get()).toBe(true);
    end();
  });

  it('has who comes later told at once that they are to ask', async () => {
    const { world, transport, end } = listening();
    await world.pass(12_000);
    const told: string[] = [];
    const later = transport.live(document, {}, { ready: () => told.push('ready'), event: () => 0, lost: () => 0 });
    const gone = transport.live(document, {}, { ready: () => told.push('no'), event: () => 0, lost: () => 0 });
    gone();
    await settled();
    expect(told).toEqual(['ready']);
    later();
    end();
  });
});
