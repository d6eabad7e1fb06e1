import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import type { Locator } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import type { FoundBrowser } from '../support/browser.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { visit } from './pages.ts';
import type { Visitor } from './pages.ts';

/** Pictures and tones of Chromium's own making, and nobody who is asked. */
const fakeMedia = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

const tile = (who: Visitor, userId: string): Locator => who.page.locator(`.tile[data-member="${userId}"]`);
const control = (who: Visitor, name: string): Locator =>
  who.page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name, exact: true });

/** How many pictures a video has shown so far. */
const framesOf = (video: Locator): Promise<number> =>
  video.evaluate((element) =>
    element instanceof HTMLVideoElement ? element.getVideoPlaybackQuality().totalVideoFrames : 0,
  );

/** Waits until a video shows so many more pictures than now. */
const moves = async (video: Locator, frames = 5): Promise<void> => {
  await video.waitFor();
  const before = await framesOf(video);
  await expect.poll(() => framesOf(video), { timeout: 20_000 }).toBeGreaterThan(before + frames);
};

/** How many tracks of its own devices the page holds open. */
const openTracks = (who: Visitor): Promise<number> =>
  who.page.evaluate(() => {
    const opened: unknown = Reflect.get(window, 'openedTracks');
    return Array.isArray(opened) ? opened.filter((track: MediaStreamTrack) => track.readyState === 'live').length : -1;
  });

/** Remembers what the page opens, for `openTracks`. */
const remembersTracks = (): void => {
  const opened: MediaStreamTrack[] = [];
  Reflect.set(window, 'openedTracks', opened);
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const open = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = async (wanted?: MediaStreamConstraints) => {
      const stream = await open(wanted);
      opened.push(...stream.getTracks());
      return stream;
    };
  }
};

describe('Calls on the page', () => {
  let found: FoundBrowser;
  let parley: Parley;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    found = await findBrowser(fakeMedia);
    if (found.browser !== undefined) parley = await startParley();
  });
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.close()));
    visitors = [];
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    if (found.browser === undefined) return;
    await found.browser.close();
    await parley.stop();
  });

  const open = async (ctx: TestContext, userId: 'ann' | 'bob' | 'cat'): Promise<Visitor> => {
    if (found.browser === undefined) return ctx.skip(found.missing);
    const visitor = await visit(found.browser, parley.url, userId);
    await visitor.page.addInitScript(remembersTracks);
    await visitor.page.reload();
    visitors.push(visitor);
    return visitor;
  };
  const pair = async (ctx: TestContext, name: string) => {
    const [ann, bob] = [await open(ctx, 'ann'), await open(ctx, 'bob')];
    await bob.open(await ann.newSession(name, 'Bob'));
    await Promise.all([ann.live(), bob.live()]);
    return { ann, bob };
  };
  /** Ann rings, and Bob answers. */
  const talking = async (ctx: TestContext, name: string) => {
    const { ann, bob } = await pair(ctx, name);
    await ann.page.getByRole('button', { name: 'Video call' }).click();
    await ann.page.getByRole('button', { name: 'Start call', exact: true }).click();
    await bob.page.getByRole('alertdialog').getByText('Ann').waitFor();
    await bob.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await Promise.all([tile(ann, 'bob').waitFor(), tile(bob, 'ann').waitFor()]);
    return { ann, bob };
  };

  it('two people talk from browser to browser, one mutes, shares a screen, is removed, and is out', async (ctx) => {
    const { ann, bob } = await talking(ctx, 'Talking');
    await Promise.all([moves(tile(ann, 'bob').locator('video')), moves(tile(bob, 'ann').locator('video'))]);
    await tile(ann, 'bob').and(ann.page.locator('[data-speaking="true"]')).waitFor();

    await control(bob, 'Mute').click();
    await tile(ann, 'bob').and(ann.page.locator('[data-microphone="false"]')).waitFor();
    await control(bob, 'Unmute').click();
    await tile(ann, 'bob').and(ann.page.locator('[data-microphone="true"]')).waitFor();

    await control(bob, 'Share your screen').click();
    const screen = ann.page.locator('.shared-screen');
    await screen.getByText('Bob shares a screen').waitFor();
    await moves(screen.locator('video'), 1);
    await control(ann, 'Somebody else shares a screen').waitFor();
    await control(bob, 'Stop sharing').click();
    await screen.waitFor({ state: 'detached' });

    await control(ann, 'People in the call (2)').click();
    await ann.page.getByRole('button', { name: 'Mute Bob' }).click();
    await control(bob, 'Unmute').waitFor();
    await ann.page.getByRole('button', { name: 'Remove Bob' }).click();
    await bob.page.getByText('You were removed from the call').waitFor();
    await bob.page.locator('.call-stage').waitFor({ state: 'detached' });
    await tile(ann, 'bob').waitFor({ state: 'detached' });
    expect(await openTracks(bob)).toBe(0);
    expect(await bob.page.locator('video, audio').count()).toBe(0);
  });
});
