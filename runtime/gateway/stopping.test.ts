import { describe, expect, it } from 'vitest';
import type { GraphQLAnswer } from '../contract.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import { rawSocket, untilClosed } from '../../test/runtime-front/raw.ts';

/** Never settles. */
const forever = new Promise<never>(() => undefined);

describe('stopping', () => {
  it('sends every subscriber away and takes no more', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    await stage.stop();
    expect(await client.closed).toEqual({ code: 1001, reason: 'going away' });
    await expect(fetch(stage.url)).rejects.toThrow();
  });

  it('lets an operation in flight finish and be answered', async () => {
    let answer: (value: GraphQLAnswer) => void = () => undefined;
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const stage = await openStage({
      gateway: {
        run: () =>
          new Promise((resolve) => {
            answer = resolve;
            begun();
          }),
      },
    });
    const response = stage.post('{"query":"{ hello }"}', { authorization: await stage.token() });
    await running;
    const stopped = stage.stop();
    answer({ data: { hello: 'late' } });
    expect(await (await response).json()).toEqual({ data: { hello: 'late' } });
    await stopped;
  });

  it('does not wait for what never ends', async () => {
    const stage = await openStage({
      limits: { closingMs: 50 },
      gateway: { limits: { stopMs: 100 }, run: () => forever },
    });
    const request = stage.post('{"query":"{ hello }"}', { authorization: await stage.token() }).catch(() => 'cut off');
    const deaf = await stage.connect();
    deaf.socket.pause();
    const idle = await rawSocket(stage.port);
    const ended = untilClosed(idle);
    await stage.stop();
    expect(await request).toBe('cut off');
    expect(await ended).toBe('');
  });
});
