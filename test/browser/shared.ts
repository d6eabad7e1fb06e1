import { test } from 'vitest';
import { findBrowser } from '../support/browser.ts';
import { startParley } from '../support/parley.ts';

/**
 * What the files of a worker share: starting either costs as much as several tests. Sessions are a test's own, and browser
 * contexts keep people apart. Both stop with the worker.
 */
export const shared = test
  .extend('start', { scope: 'worker' }, { chromium: findBrowser, parley: startParley })
  .extend('found', { scope: 'worker' }, async ({ start }, { onCleanup }) => {
    const found = await start.chromium();
    onCleanup(() => found.browser?.close());
    return found;
  })
  // Nobody needs it where there is no browser to look at it.
  .extend('parley', { scope: 'worker' }, async ({ start, found }, { onCleanup }) => {
    if (found.browser === undefined) return undefined;
    const parley = await start.parley();
    onCleanup(() => parley.stop());
    return parley;
  });
