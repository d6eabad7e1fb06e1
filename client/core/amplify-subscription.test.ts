import { describe, expect, it } from 'vitest';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { AmplifySubscription } from './amplify-subscription.ts';
import { networkLost } from './errors.ts';

/** An observable as Amplify gives one, whose other end the test holds. */
interface Opened {
  readonly variables: Record<string, unknown>;
  readonly observer: { next: (value: unknown) => void; error: (cause: unknown) => void };
  ended: boolean;
}

const setUp = ({ renewToken = (): Promise<unknown> => Promise.resolve() } = {}) => {
  const world = new FakeWorld();
  const opened: Opened[] = [];
  const told: string[] = [];
  const subscription = new AmplifySubscription({
    open: (variables) => ({
      subscribe(observer: Opened['observer']) {
        const entry: Opened = { variables, observer, ended: false };
        opened.push(entry);
        return { unsubscribe: () => (entry.ended = true) };
      },
    }),
    renewToken,
    variables: { sessionId: 's' },
    handlers: {
      ready: () => told.push('ready'),
      event: (data) => told.push(`event ${String(data)}`),
      lost: ({ code, retryable }) => told.push(`lost ${code} ${retryable ? 'for now' : 'for good'}`),
    },
    world,
  });
  subscription.start();
  return { world, opened, told, subscription };
};

const refusal = (errorType: string) => ({
  errors: [{ message: `Connection failed: ${JSON.stringify({ errors: [{ errorType, message: 'no' }] })}` }],
});

describe('A subscription through Amplify', () => {
  it('is ready by its own acknowledgement, not by that of a twin', () => {
    const { opened, told, subscription } = setUp();
    subscription.acknowledged({ sessionId: 's' });
    expect(told).toEqual([]);
    subscription.acknowledged(opened[0]!.variables);
    expect(told).toEqual(['ready']);
  });

  it('tells of a cut once, and is ready again when Amplify reconnected', () => {
    const { opened, told, subscription } = setUp();
    subscription.acknowledged(opened[0]!.variables);
    subscription.cut(networkLost());
    subscription.cut(networkLost());
    subscription.acknowledged(opened[0]!.variables);
    expect(told).toEqual(['ready', 'lost NetworkLost for now', 'ready']);
  });

  it('begins anew where Amplify takes too long, and hears nothing of the old one', async () => {
    const { world, opened, told, subscription } = setUp();
    subscription.acknowledged(opened[0]!.variables);
    subscription.cut(networkLost());
    await world.pass(16_000);
    expect(opened).toHaveLength(2);
    expect(opened[0]!.ended).toBe(true);
    opened[0]!.observer.next({ data: 'old' });
    subscription.acknowledged(opened[0]!.variables);
    subscription.acknowledged(opened[1]!.variables);
    opened[1]!.observer.next({ data: 'new' });
    expect(told).toEqual(['ready', 'lost NetworkLost for now', 'ready', 'event new']);
    await world.pass(600_000);
    expect(opened).toHaveLength(2);
  });

  it('goes on beginning anew as long as nobody answers', async () => {
    const { world, opened } = setUp();
    await world.pass(120_000);
    expect(opened.length).toBeGreaterThan(3);
    expect(opened.filter(({ ended }) => !ended)).toHaveLength(1);
  });

  it('ends with the reason where the server refuses for good', async () => {
    const { world, opened, told } = setUp();
    opened[0]!.observer.error(refusal('SessionNotFound'));
    expect(told).toEqual(['lost SessionNotFound for good']);
    await world.pass(600_000);
    expect(opened).toHaveLength(1);
  });

  it('tries again where the refusal is for now', async () => {
    const { world, opened, told, subscription } = setUp();
    opened[0]!.observer.error(refusal('TryAgain'));
    await world.pass(1_000);
    subscription.acknowledged(opened[1]!.variables);
    expect(told).toEqual(['lost TryAgain for now', 'ready']);
  });

  it('tries again where the refusal is none of ours, as when Amplify said it twice', async () => {
    const { world, opened, told, subscription } = setUp();
    opened[0]!.observer.error(refusal('DuplicatedOperationError'));
    await world.pass(1_000);
    subscription.acknowledged(opened[1]!.variables);
    expect(told).toEqual(['lost Unexpected for now', 'ready']);
  });

  it('takes another token once where the server refuses the one it has', async () => {
    let renewals = 0;
    const { opened, told, subscription } = setUp({ renewToken: () => Promise.resolve((renewals += 1)) });
    opened[0]!.observer.error(refusal('UnauthorizedException'));
    await settled();
    expect([renewals, opened.length, told]).toEqual([1, 2, []]);
    opened[1]!.observer.error(refusal('UnauthorizedException'));
    await settled();
    expect([renewals, opened.length, told]).toEqual([1, 2, ['lost Unauthenticated for good']]);
    subscription.stop();
  });

  it('says and does nothing once it was stopped', async () => {
    const { world, opened, told, subscription } = setUp();
    subscription.stop();
    opened[0]!.observer.next({ data: 'late' });
    opened[0]!.observer.error(refusal('TryAgain'));
    subscription.acknowledged(opened[0]!.variables);
    subscription.cut(networkLost());
    await world.pass(600_000);
    expect(told).toEqual([]);
    expect(opened).toHaveLength(1);
    expect(opened[0]!.ended).toBe(true);
    expect(world.timers).toBe(0);
  });
});
