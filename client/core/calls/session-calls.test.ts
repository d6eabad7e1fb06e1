import { describe, expect, it } from 'vitest';
import { annsCalls } from '../../../test/client/fake-calls.ts';
import { systemAt, theSession } from '../../../test/client/fake-messages.ts';
import { settled } from '../../../test/client/fake-world.ts';

describe('The calls of a session', () => {
  it('are listened to anew where the chat knows more of them', async () => {
    const { server, calls } = annsCalls();
    const { feed, release } = calls.inSession(theSession);
    server.acknowledge();
    await settled();
    expect(feed.state.get()).toEqual({ isKnown: true, newest: undefined, live: undefined });
    server.cut();
    const call = server.begins();
    calls.heard(
      systemAt(1, {
        event: 'CALL_STARTED',
        call: { callId: call.id, mode: 'VIDEO', durationSeconds: null, fileIds: null },
      }),
    );
    server.acknowledge();
    await settled();
    expect(feed.state.get().live?.id).toBe(call.id);
    release();
    calls.close();
    expect(server.subscriptions('OnCallEvent')).toBe(0);
  });

  it('are never older than they were', () => {
    const { server, calls } = annsCalls();
    const { feed } = calls.inSession(theSession);
    server.acknowledge();
    const before = server.begins();
    server.ends();
    expect(feed.state.get()).toMatchObject({ newest: { state: 'ENDED' }, live: undefined });
    server.tell(before);
    expect(feed.state.get().live).toBeUndefined();
  });

  it('are asked about again where that failed', async () => {
    const { server, calls, world } = annsCalls();
    const { feed } = calls.inSession(theSession);
    server.begins();
    server.lose('callHistory');
    server.acknowledge();
    await settled();
    expect(feed.state.get().isKnown).toBe(false);
    await world.pass(1_000);
    expect(feed.state.get().live).toBeDefined();
  });
});
