import type { Page } from 'playwright-core';

export interface HeldAnswer {
  /** Resolved once the server has answered. */
  readonly answered: Promise<void>;
  /** Lets the answer arrive, and be drawn. */
  readonly arrived: () => Promise<void>;
}

/** Holds the next answer to what names a field until the test lets it arrive. */
export const answerHeld = async (page: Page, field: string): Promise<HeldAnswer> => {
  const [answered, isAnswered] = signal();
  const [released, release] = signal();
  const [arrived, isArrived] = signal();
  let isHeld = false;
  await page.route('**/graphql', async (route) => {
    if (isHeld || !(route.request().postData() ?? '').includes(field)) return route.fallback();
    isHeld = true;
    const response = await route.fetch();
    isAnswered();
    await released;
    await route.fulfill({ response });
    isArrived();
  });
  return {
    answered,
    arrived: async () => {
      release();
      await arrived;
      await painted(page);
    },
  };
};

/** What is known by now is drawn. */
export const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** A promise, and what resolves it. */
const signal = (): readonly [Promise<void>, () => void] => {
  let resolve = (): void => undefined;
  return [new Promise<void>((done) => (resolve = done)), () => resolve()];
};
