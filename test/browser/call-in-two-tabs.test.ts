import { describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

const tile = (who: Visitor, userId: string): Locator => who.page.locator(`.tile[data-member="${userId}"]`);

/** Waits until a video shows more pictures than now. */
const moves = async (video: Locator): Promise<void> => {
  await video.waitFor();
  const frames = (): Promise<number> =>
    video.evaluate((element) =>
      element instanceof HTMLVideoElement ? element.getVideoPlaybackQuality().totalVideoFrames : 0,
    );
  const before = await frames();
  await expect.poll(frames, { timeout: 20_000 }).toBeGreaterThan(before + 5);
};

describe('A call in two tabs of one person', { timeout: 120_000 }, () => {
  const stage = onStage();

  it('goes on in the one that took it last: the other is told so, and the call never ends', async () => {
    const { ann, bob, sessionId } = await stage.pair('Two tabs');
    await ann.page.getByRole('button', { name: 'Video call' }).click();
    await ann.page.getByRole('button', { name: 'Start call', exact: true }).click();
    await bob.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await moves(tile(ann, 'bob').locator('video'));

    const tab = new Visitor(await bob.context.newPage(), bob.context, []);
    tab.page.setDefaultTimeout(20_000);
    await tab.page.goto(`${stage.parley.url}/#/s/${sessionId}`);
    await tab.page.locator('[data-user="bob"]').click();
    await tab.page.getByRole('button', { name: 'Continue here · 2' }).click();
    await tab.page.getByRole('button', { name: 'Continue here', exact: true }).click();

    await bob.page.getByText('The call goes on where you joined it last').waitFor();
    await bob.page.locator('.call-stage').waitFor({ state: 'detached' });
    await Promise.all([moves(tile(ann, 'bob').locator('video')), moves(tile(tab, 'ann').locator('video'))]);
    expect(await tile(ann, 'bob').count()).toBe(1);

    // The tab that is out takes nothing with it when it is closed.
    await bob.page.close();
    await moves(tile(tab, 'ann').locator('video'));
    await tab.page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await tile(ann, 'bob').waitFor({ state: 'detached' });
    expect(await ann.page.locator('.system[data-event="CALL_ENDED"]').count()).toBe(0);
  });
});
