import { describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { visit } from './pages.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';
import type { Pair } from './stage.ts';

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

/** How many connections to other browsers the page holds open. */
const openLines = (who: Visitor): Promise<number> =>
  who.page.evaluate(() => {
    const opened: unknown = Reflect.get(window, 'openedLines');
    if (!Array.isArray(opened)) return -1;
    return opened.filter((line: RTCPeerConnection) => line.connectionState !== 'closed').length;
  });

/** Remembers what the page opens, for `openTracks` and `openLines`. */
const remembersOpened = (): void => {
  const lines: RTCPeerConnection[] = [];
  Reflect.set(window, 'openedLines', lines);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      lines.push(this);
    }
  };
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

// Two browsers that make and show pictures are more work than pages otherwise are.
describe('Calls on the page', { timeout: 120_000 }, () => {
  // Calls that nobody ended go on ringing.
  const stage = onStage({ ownParley: true });
  const pair = (name: string): Promise<Pair> => stage.pair(name, { beforehand: remembersOpened });
  /** Ann rings, and Bob answers. */
  const talking = async (name: string) => {
    const { ann, bob } = await pair(name);
    await ann.page.getByRole('button', { name: 'Video call' }).click();
    await ann.page.getByRole('button', { name: 'Start call', exact: true }).click();
    await bob.page.getByRole('alertdialog').getByText('Ann').waitFor();
    await bob.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await Promise.all([tile(ann, 'bob').waitFor(), tile(bob, 'ann').waitFor()]);
    return { ann, bob };
  };

  it('two people talk from browser to browser, one mutes, shares a screen, is removed, and is out', async () => {
    const { ann, bob } = await talking('Talking');
    await Promise.all([moves(tile(ann, 'bob').locator('video')), moves(tile(bob, 'ann').locator('video'))]);
    await tile(ann, 'bob').and(ann.page.locator('[data-speaking="true"]')).waitFor();

    expect(await Promise.all([ann, bob].map(openLines))).toEqual([1, 1]);

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
    // Nothing comes or goes any more.
    expect(await Promise.all([ann, bob].map(openLines))).toEqual([0, 0]);
    expect(await bob.page.locator('video, audio').count()).toBe(0);
    expect(await bob.page.getByRole('button', { name: /^Join|call$/ }).count()).toBe(0);
  });

  it('whoever hangs up is out at once, and whoever rules the call ends it for everyone', async () => {
    const { ann, bob } = await talking('Short');
    await control(bob, 'Raise your hand').click();
    await tile(ann, 'bob').getByText('Hand raised').waitFor();
    await control(ann, 'Hang up').click();
    await ann.page.getByText('You left the call').waitFor();
    expect(await openTracks(ann)).toBe(0);
    await tile(bob, 'ann').waitFor({ state: 'detached' });
    await control(bob, 'People in the call (1)').waitFor();
    await ann.page.getByRole('button', { name: 'Join · 1' }).click();
    await ann.page.getByRole('button', { name: 'Join', exact: true }).click();
    await control(ann, 'People in the call (2)').click();
    await ann.page.getByRole('button', { name: 'End for everyone' }).click();
    await Promise.all([ann, bob].map((who) => who.page.getByText(/^The call is over · 0:\d\d$/).waitFor()));
    expect(await openTracks(bob)).toBe(0);
    await ann.page.getByRole('button', { name: 'Video call' }).waitFor();
  });

  it('a call goes on while one reads another conversation, and leads back', async () => {
    const { ann, bob } = await talking('Elsewhere');
    await ann.page.evaluate(() => {
      location.hash = '#/';
    });
    const dock = ann.page.getByRole('region', { name: 'Call' });
    await dock.getByRole('button', { name: 'Mute' }).click();
    await tile(bob, 'ann').and(bob.page.locator('[data-microphone="false"]')).waitFor();
    await dock.getByRole('link', { name: 'In a call · Elsewhere' }).click();
    await moves(tile(ann, 'bob').locator('video'));
  });

  it('whoever reloads the page comes into the call again', async () => {
    const { ann, bob } = await talking('Again');
    await moves(tile(ann, 'bob').locator('video'));
    await bob.page.reload();
    // A page that goes away says so, if the browser lets it: else one is still in the call, in the page that is gone.
    await bob.page.getByRole('button', { name: /^(Join|Continue here) · / }).click();
    await bob.page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Join|Continue here)$/ })
      .click();
    await Promise.all([moves(tile(ann, 'bob').locator('video')), moves(tile(bob, 'ann').locator('video'))]);
  });

  it('40: the keyboard answers, mutes, switches the camera off and hangs up', async () => {
    const { ann, bob } = await pair('Keys');
    await ann.page.getByRole('button', { name: 'Audio call' }).press('Enter');
    const start = ann.page.getByRole('button', { name: 'Start call', exact: true });
    // A key on a button that waits for the devices is no press.
    await expect.poll(() => start.isEnabled(), { timeout: 20_000 }).toBe(true);
    await start.press('Enter');
    await bob.field.focus();
    await bob.page.getByRole('alertdialog').waitFor();
    // Whoever writes goes on writing.
    await bob.page.keyboard.type('wait');
    expect(await bob.field.inputValue()).toBe('wait');
    await bob.page.keyboard.press('Alt+Shift+A');
    await Promise.all([tile(ann, 'bob').waitFor(), tile(bob, 'ann').waitFor()]);
    await bob.page.keyboard.press('Control+d');
    await tile(ann, 'bob').and(ann.page.locator('[data-microphone="false"]')).waitFor();
    await bob.page.keyboard.press('Control+e');
    await moves(tile(ann, 'bob').locator('video'));
    await bob.page.keyboard.press('Control+e');
    await tile(ann, 'bob').locator('video').waitFor({ state: 'detached' });
    await bob.page.keyboard.press('Control+Shift+h');
    await bob.page.getByText('You left the call').waitFor();
    await tile(ann, 'bob').waitFor({ state: 'detached' });
  });

  it('40: microphone and camera are chosen before a call, and in it', async () => {
    const { ann, bob } = await pair('Devices');
    await ann.page.getByRole('button', { name: 'Video call' }).click();
    const check = ann.page.getByRole('dialog');
    await moves(check.getByLabel('Your picture'));
    const level = check.getByLabel('How loud your microphone is');
    await expect
      .poll(() => level.evaluate((meter) => (meter instanceof HTMLMeterElement ? meter.value : 0)))
      .toBeGreaterThan(0);
    const microphones = check.getByLabel('Microphone', { exact: true }).and(ann.page.locator('select'));
    await microphones.selectOption({ index: 1 });
    const chosen = await microphones.inputValue();
    await check.getByRole('button', { name: 'Start call without camera' }).click();
    await control(ann, 'Turn camera on').waitFor();
    await bob.page.getByRole('button', { name: 'Without camera' }).click();
    await tile(ann, 'bob').waitFor();
    await control(ann, 'Microphone and camera').click();
    const inCall = ann.page.getByRole('dialog').getByLabel('Microphone', { exact: true });
    await expect.poll(() => inCall.inputValue()).toBe(chosen);
    await inCall.selectOption({ index: 0 });
    await ann.page.getByRole('button', { name: 'Close' }).click();
    await tile(bob, 'ann').and(bob.page.locator('[data-speaking="true"]')).waitFor();
  });

  it('40: help stands there when the camera is not allowed, and one joins without', async (ctx) => {
    const strict = await findBrowser(['--use-fake-ui-for-media-stream=deny']);
    if (strict.browser === undefined) return ctx.skip(strict.missing);
    try {
      const ann = await visit(strict.browser, stage.parley.url, 'ann');
      await ann.newSession('Denied', 'Bob');
      await ann.page.getByRole('button', { name: 'Video call' }).click();
      const check = ann.page.getByRole('dialog');
      await check.getByText('Parley may not use your camera').waitFor();
      await check.getByText('Parley may not use your microphone').waitFor();
      // Allowed by now, as in the browser's own settings.
      await ann.page.evaluate(() => {
        navigator.mediaDevices.getUserMedia = ({ audio }: MediaStreamConstraints = {}) =>
          audio === undefined
            ? Promise.reject(new DOMException('', 'NotAllowedError'))
            : Promise.resolve(new AudioContext().createMediaStreamDestination().stream);
      });
      await check
        .getByRole('alert')
        .filter({ hasText: 'microphone' })
        .getByRole('button', { name: 'Try again' })
        .click();
      await check.getByText('Parley may not use your microphone').waitFor({ state: 'detached' });
      await check.getByRole('button', { name: 'Start call', exact: true }).click();
      await control(ann, 'Mute').waitFor();
      await control(ann, 'Turn camera on').click();
      await ann.page.locator('.call-stage').getByText('Parley may not use your camera').waitFor();
      expect(ann.complaints).toEqual([]);
    } finally {
      await strict.browser.close();
    }
  });
});
