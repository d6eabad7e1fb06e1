import { describe, expect, it } from 'vitest';
import { FileWorld } from '../../test/builders/file-world.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

const hour = 3_600_000;

describe('Uploads that a user asks for', () => {
  it('are so many within any hour, and are told when the next one may be', async () => {
    const world = await FileWorld.open();
    for (let count = 0; count < Limits.uploadsPerHour; count += 1) granted(await world.request());
    const refused = await world.request();
    expect(refusalOf(refused)).toBe('RateLimited');
    expect(refused).toMatchObject({ refusal: { info: { limit: Limits.uploadsPerHour } } });
    // Others are not held to it.
    granted(await world.request({ user: world.bob }));
    const retryAfterMs = refused.ok ? undefined : refused.refusal.info?.retryAfterMs;
    world.clock.pass((retryAfterMs ?? 0) - 1);
    expect(refusalOf(await world.request())).toBe('RateLimited');
    world.clock.pass(1);
    granted(await world.request());
    expect(retryAfterMs).toBeLessThanOrEqual(hour + hour / 60);
  });

  it('count where they could be had, and nowhere else', async () => {
    const world = await FileWorld.open();
    const nowhere = { sessionId: 'nowhere' };
    for (let count = 0; count <= Limits.uploadsPerHour; count += 1) await world.request(nowhere);
    granted(await world.request());
  });
});
