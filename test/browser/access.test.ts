import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { sideways, smallTargets, stumblingBlocks } from './axe.ts';
import type { Visitor, VisitOptions } from './pages.ts';
import { onStage } from './stage.ts';

/** Buttons beside the list, and what they open. */
const dialogs = [
  ['New', 'New conversation'],
  ['Find a room', 'Find a room'],
  ['Notifications', 'Notifications'],
] as const;
const tabs = ['Members', 'Requests', 'Banned', 'About', 'Settings', 'My preferences', 'Audit log'];

describe('The page, for everyone', () => {
  let sessionId = '';
  const stage = onStage({
    // What is looked at is what is prepared here, and no more.
    ownParley: true,
    prepare: async ({ people }) => {
      const [ann, bob] = await people('ann', 'bob');
      sessionId = (await ann.createSession(['bob', 'cat'], { kind: 'PRIVATE', name: 'For everyone' })).id;
      await ann.send(sessionId, 'm1', 'A first message, with https://example.org in it');
      await bob.send(sessionId, 'm2', 'An answer');
    },
  });
  const open = (options?: VisitOptions): Promise<Visitor> => stage.open('ann', options);

  const chat = async (options: VisitOptions = {}): Promise<Visitor> => {
    const visitor = await stage.openAt('ann', sessionId, options);
    await visitor.row('An answer').waitFor();
    return visitor;
  };

  const openPanel = async ({ page }: Visitor): Promise<void> => {
    await page.getByRole('button', { name: 'Members', exact: true }).click();
    await page.getByRole('dialog', { name: 'Members' }).waitFor();
  };

  const showTab = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('tab', { name }).click();
    await page.locator('[role="tabpanel"] .notice[data-kind="loading"]').waitFor({ state: 'detached' });
  };

  /** Goes through every screen; `look` is told each one's name when it is there. */
  const everyScreen = async (
    options: VisitOptions,
    look: (screen: string, page: Page) => Promise<void>,
  ): Promise<void> => {
    const visitor = await open(options);
    const { page } = visitor;
    await page.locator('.session').first().waitFor();
    await look('list', page);
    await visitor.open(sessionId);
    await visitor.row('An answer').waitFor();
    await look('chat', page);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByLabel('Search messages').fill('answer');
    await page.getByText('1 found').waitFor();
    await look('search', page);
    await page.keyboard.press('Escape');
    await openPanel(visitor);
    for (const tab of tabs) {
      await showTab(page, tab);
      await look(`room: ${tab}`, page);
    }
    await page.keyboard.press('Escape');
    await visitor.row('A first message').getByRole('button', { name: 'Actions for the message of you' }).click();
    await page.getByRole('menu').waitFor();
    await look('menu', page);
    await page.getByRole('menuitem', { name: 'Reply in a thread' }).click();
    await page.getByRole('dialog', { name: 'Thread' }).or(page.locator('.thread')).first().waitFor();
    await look('thread', page);
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      location.hash = '#/';
    });
    for (const [button, title] of dialogs) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog', { name: title }).waitFor();
      await look(title, page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  };

  const everyState = async (page: Page, look: (state: string, page: Page) => Promise<void>): Promise<void> => {
    await page.goto(`${stage.parley.url}/#/gallery`);
    const choice = page.getByLabel('State', { exact: true });
    await choice.waitFor();
    for (const state of await choice.locator('option').allTextContents()) {
      await choice.selectOption(state);
      await page.locator('.gallery-stage > *').first().waitFor();
      await look(`gallery: ${state}`, page);
    }
  };

  for (const dark of [false, true]) {
    const theme = dark ? 'the dark theme' : 'the light theme';
    it(
      `37: has nothing to stumble over, and contrast enough, on any screen in ${theme}`,
      { timeout: 120_000 },
      async () => {
        const blocks: string[] = [];
        await everyScreen({ dark }, async (screen, page) => {
          blocks.push(...(await stumblingBlocks(page)).map((block) => `${screen}: ${block}`));
        });
        expect(blocks).toEqual([]);
      },
    );

    it(`37: has nothing to stumble over in any state of the gallery in ${theme}`, { timeout: 120_000 }, async () => {
      const { page } = await open({ dark });
      const blocks: string[] = [];
      await everyState(page, async (state) => {
        blocks.push(...(await stumblingBlocks(page)).map((block) => `${state}: ${block}`));
      });
      expect(blocks).toEqual([]);
    });
  }

  it('37: has nothing to stumble over before one is signed in', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await (await stage.context({ colorScheme })).newPage();
      await page.goto(stage.parley.url);
      await page.locator('[data-user="ann"]').waitFor();
      expect(await stumblingBlocks(page)).toEqual([]);
    }
  });

  it('37: has targets of 24 px, on every screen', { timeout: 120_000 }, async () => {
    const small: string[] = [];
    await everyScreen({}, async (screen, page) => {
      small.push(...(await smallTargets(page)).map((target) => `${screen}: ${target}`));
    });
    expect([...new Set(small)]).toEqual([]);
  });

  it('37: shows where the focus is, and never hides it', async () => {
    const { page } = await chat({ height: 500 });
    await page.locator('.skip').focus();
    const seen = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return undefined;
        const box = element.getBoundingClientRect();
        const outlined = [element, element.parentElement, element.closest('form'), element.closest('.composer')].some(
          (each) =>
            each !== null &&
            (getComputedStyle(each).outlineStyle !== 'none' || getComputedStyle(each).boxShadow !== 'none'),
        );
        const at = document.elementFromPoint(
          box.left + Math.min(box.width / 2, 20),
          box.top + Math.min(box.height / 2, 20),
        );
        const isOnTop = at !== null && (element.contains(at) || at.contains(element));
        return { name: element.outerHTML.slice(0, 80), outlined, isOnTop };
      });
      if (focus === undefined) break;
      seen.add(focus.name);
      expect(focus, focus.name).toMatchObject({ outlined: true, isOnTop: true });
    }
    expect(seen.size).toBeGreaterThan(8);
  });

  it('34: keeps the focus in a dialog, and gives it back to what opened it', async () => {
    const visitor = await chat();
    const { page } = visitor;
    const opener = page.getByRole('button', { name: 'Members', exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Members' }).waitFor();
    await page.locator('[data-member="cat"]').waitFor();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      const where = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body || active?.closest('dialog') !== null;
      });
      expect(where).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('34: gives the focus back from a dialog in a dialog to the one below it', async () => {
    const visitor = await chat();
    const { page } = visitor;
    await openPanel(visitor);
    const more = page.getByRole('button', { name: 'More for Cat' });
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Mute until …' }).press('Enter');
    const asking = page.getByRole('dialog', { name: 'Mute Cat' });
    await asking.waitFor();
    expect(await asking.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await asking.waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog', { name: 'Members' }).isVisible()).toBe(true);
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('36: moves nothing for whoever asked for less motion', async () => {
    const { page } = await open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving: string[] = [];
    await everyState(page, async (state) => {
      const running = await page.evaluate(() =>
        document
          .getAnimations()
          .flatMap(({ effect }) =>
            effect instanceof KeyframeEffect && effect.target !== null ? [effect.target.className] : [],
          ),
      );
      moving.push(...running.map((name) => `${state}: ${name}`));
    });
    expect(moving).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByLabel('State', { exact: true }).selectOption('Messages on their way');
    await page.locator('.spinner').waitFor();
    // What moves for the others shows that this looked at what it should.
    expect(await page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
  });

  it(
    '38: fits 320 px, which is 400 % zoom of a common window, without sideways scroll',
    { timeout: 120_000 },
    async () => {
      const wide: string[] = [];
      const note = async (screen: string, page: Page): Promise<void> => {
        wide.push(...(await sideways(page)).map((what) => `${screen}: ${what}`));
      };
      await everyScreen({ width: 320, height: 256 }, note);
      const { page } = await open({ width: 320, height: 640 });
      await everyState(page, note);
      expect(wide).toEqual([]);
    },
  );

  it('38: keeps the composer above the keyboard of a phone', async () => {
    const { page, field } = await chat({ width: 360, height: 640 });
    await field.focus();
    // What the keyboard leaves of the window: the page asks for it to be taken from the window, in its viewport's meta.
    await page.setViewportSize({ width: 360, height: 300 });
    const box = await field.boundingBox();
    expect(box).not.toBeNull();
    expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(300);
    expect(await page.locator('meta[name="viewport"]').getAttribute('content')).toContain('resizes-content');
  });
});
