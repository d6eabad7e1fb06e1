import { describe, expect, it } from 'vitest';
import type { FakeCallServer } from '../../../test/client/fake-call-server.ts';
import { annsCalls } from '../../../test/client/fake-calls.ts';
import { systemAt, theSession } from '../../../test/client/fake-messages.ts';

describe('A call that rings', () => {
  it('is listed once, is taken, and rings no more', async () => {
    const { server, calls } = annsCalls();
    const told = server.begins();
    server.ring(told);
    server.ring(told);
    const [ringing, ...others] = calls.incoming.get();
    expect(others).toEqual([]);
    expect(ringing).toEqual({
      callId: 'call-1',
      sessionId: theSession,
      startedBy: 'bob',
      mode: 'VIDEO',
      isRecorded: false,
    });
    if (ringing === undefined) return;
    await calls.accept(ringing, { camera: false });
    expect(server.asked('acceptCall')).toEqual([expect.objectContaining({ microphone: true, camera: false })]);
    expect(calls.incoming.get()).toEqual([]);
    server.ring(told);
    expect(calls.incoming.get()).toEqual([]);
  });

  it('rings on where taking it failed, and stops where it is declined', async () => {
    const { server, calls } = annsCalls();
    server.ring(server.begins());
    const [ringing] = calls.incoming.get();
    if (ringing === undefined) throw new Error('unable to answer; nothing rings');
    server.refuse('acceptCall', 'ConsentRequired');
    await expect(calls.accept(ringing)).rejects.toMatchObject({ code: 'ConsentRequired' });
    expect(calls.incoming.get()).toHaveLength(1);
    await calls.decline(ringing);
    expect(server.asked('declineCall')).toHaveLength(1);
    expect(calls.incoming.get()).toEqual([]);
  });

  it.each([
    [
      'it is answered on another device',
      (server: FakeCallServer) => server.change({ invited: [{ userId: 'ann', answer: 'ACCEPTED' }] }),
    ],
    ['it is over', (server: FakeCallServer) => server.ends()],
  ])('stops when %s', (_, happens) => {
    const { server, calls } = annsCalls();
    server.ring(server.begins());
    server.acknowledge();
    happens(server);
    expect(calls.incoming.get()).toEqual([]);
    expect(server.subscriptions('OnCallEvent')).toBe(0);
  });

  it('stops when its time is over, though nothing was heard', async () => {
    const { server, calls, world } = annsCalls();
    server.ring(server.begins());
    await world.pass(44_000);
    expect(calls.incoming.get()).toHaveLength(1);
    await world.pass(1_000);
    expect(calls.incoming.get()).toEqual([]);
  });

  it('is found by what the chat tells, where its ringing was not heard', async () => {
    const { server, calls, world } = annsCalls();
    const call = server.begins();
    const system = {
      event: 'CALL_STARTED',
      call: { callId: call.id, mode: 'VIDEO', durationSeconds: null, fileIds: null },
    } as const;
    calls.heard(systemAt(1, system));
    await world.pass(2_000);
    expect(calls.incoming.get()).toHaveLength(1);
    calls.heard(systemAt(1, system));
    await world.pass(2_000);
    expect(server.asked('call')).toHaveLength(1);
  });
});
