import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { chatErrorFrom } from './errors.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

const attempts = 3;
const backoff = { firstMs: 200, mostMs: 1_000 };

/** Runs what may lose to other writers, who leave it undone: then it is tried again, twice. @throws {ChatError} */
export const persistently = async <T>(world: World, run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (cause) {
      const error = chatErrorFrom(cause);
      if (error.code !== ErrorCode.TryAgain || attempt === attempts) throw error;
    }
    const wait = waitBefore(attempt - 1, backoff, () => world.random());
    await new Promise<void>((resolve) => world.after(wait, resolve));
  }
};
