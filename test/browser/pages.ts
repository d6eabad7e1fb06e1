import { expect } from 'vitest';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { listenTo } from './heard.ts';
import { painted } from './held.ts';

/** Somebody in front of the page. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    /** What the page complained of: errors, refused resources, violations of its security policy. */
    readonly complaints: readonly string[],
  ) {}

  get rows(): Locator {
    return this.page.locator('.message');
  }

  /** Own messages that the server has. */
  get acknowledged(): Locator {
    return this.page.locator(
      '.message:is([data-progress="sent"], [data-progress="delivered"], [data-progress="read"])',
    );
  }

  row(text: string): Locator {
    return this.page.locator('.message', { hasText: text });
  }

  get field(): Locator {
    return this.page.getByLabel('Message', { exact: true });
  }

  get typing(): Locator {
    return this.page.locator('.typing');
  }

  get scroller(): Locator {
    return this.page.locator('.scroller');
  }

  /** Writes a message and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  async newSession(name: string, ...members: readonly string[]): Promise<string> {
    await this.page.getByRole('button', { name: 'New', exact: true }).click();
    for (const member of members) await this.page.getByRole('dialog').getByText(member, { exact: true }).click();
    await this.page.getByLabel('Name (optional)').fill(name);
    await this.page.getByRole('button', { name: 'Create' }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return this.openSession();
  }

  async open(sessionId: string): Promise<void> {
    await this.page.evaluate((id) => {
      location.hash = `#/s/${id}`;
    }, sessionId);
    await this.field.waitFor();
  }

  openSession(): string {
    const id = /#\/s\/([0-9a-f-]{36})$/.exec(this.page.url())?.[1];
    expect(id).toBeDefined();
    return id ?? '';
  }

  /** A conversation's row in the list. */
  inList(sessionId: string): Locator {
    return this.page.locator(`.session[data-session="${sessionId}"]`);
  }

  /** Chooses from what can be added to a message. */
  async add(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to the message' }).click();
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  /** Comes back to the page, as from another window. */
  look(): Promise<unknown> {
    return this.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  }

  /** Waits until an own message can be written anew: the caret is put behind it a frame later. */
  async editing(): Promise<void> {
    await this.page.locator('.composer-about').getByText('Editing').waitFor();
    await painted(this.page);
  }

  /** Leaves the session that is open, for none. */
  async leave(): Promise<void> {
    await this.page.evaluate(() => {
      location.hash = '#/';
    });
    await this.page.getByText('No conversation open').waitFor();
  }

  /** Waits until live messages arrive. */
  async live(): Promise<void> {
    await this.page.locator('.chat[data-status="live"]').waitFor();
  }

  async close(): Promise<void> {
    // What is still on its way when the test is over is nobody's any more.
    if (!this.page.isClosed()) await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }
}

/** Whom the page offers to be, without an account. */
export type DemoPerson = 'ann' | 'bob' | 'cat';

export interface VisitOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** The session to arrive at. */
  readonly sessionId?: string;
  /** Runs on the page before anything of its own. */
  readonly beforehand?: () => void;
}

/** Opens the page in a tab of its own and signs in as one of the demo people. */
export const visit = async (
  browser: Browser,
  url: string,
  userId: DemoPerson,
  { dark = false, width = 1100, height = 760, sessionId, beforehand }: VisitOptions = {},
): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  if (beforehand !== undefined) await context.addInitScript(beforehand);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (entry) => {
    if (entry.type() === 'error') complaints.push(entry.text());
  });
  const heard = listenTo(page);
  const visitor = new Visitor(page, context, complaints);
  try {
    await page.goto(sessionId === undefined ? url : `${url}/#/s/${sessionId}`);
    await page.locator(`[data-user="${userId}"]`).click();
    await page.locator('.side-foot').waitFor({ state: 'attached' });
    if (sessionId !== undefined) await visitor.live();
  } catch (cause) {
    const shown = await page
      .locator('body')
      .innerText({ timeout: 2_000 })
      .catch(() => 'nothing');
    await context.close();
    const seen = ['it shows:', shown, 'it complained of:', ...complaints, 'it said and heard:', ...heard.lines()];
    throw new Error(`unable to open the page as ${userId}; it did not become live in time\n${seen.join('\n')}`, {
      cause,
    });
  }
  return visitor;
};
