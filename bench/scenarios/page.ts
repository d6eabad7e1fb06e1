import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { withHistory } from '../../test/browser/long-history.ts';
import { findBrowser } from '../../test/support/browser.ts';
import { startParley } from '../../test/support/parley.ts';
import type { Parley } from '../../test/support/parley.ts';
import { people } from '../../test/support/people.ts';
import { spread, summary } from '../statistics.ts';

const probe = fileURLToPath(new URL('../page/probe.js', import.meta.url));
const history = 10_000;
const [openings, ownMessages, signals] = [5, 20, 15];
/** How many messages the page has received when its memory is looked at, and how many are on their way at once. */
const received = { first: 2_000, last: 12_000, atOnce: 10 };

/**
 * g: the page in a real Chromium against a server as `npm start` runs it. The history of 10,000 messages is answered by
 * the generator, so that what is measured is the page.
 */
export const page = async (): Promise<object> => {
  const found = await findBrowser();
  if (found.browser === undefined) return { skipped: found.missing };
  const parley = await startParley();
  try {
    const [ann] = await people(parley, 'ann');
    const { id } = await ann.createSession(['bob'], { name: 'Long' });
    const { id: short } = await ann.createSession(['bob'], { name: 'Short' });
    const results: Record<string, object> = {};
    const note = async (name: string, measuring: Promise<object>): Promise<void> => {
      results[name] = await measuring;
      console.log(`bench: page, ${name} ${JSON.stringify(results[name])}`);
    };
    await note('firstLoadGzipBytes', firstLoad(found.browser, parley, short));
    await note('longSession', longSession(found.browser, parley, id));
    await note('typingShownMs', typing(found.browser, parley, short));
    await note('memory', memory(found.browser, parley));
    return results;
  } finally {
    await found.browser.close();
    await parley.stop();
  }
};

/** A page with the probe in it; somebody is signed in, if named. */
const visitor = async (browser: Browser, parley: Parley, userId?: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1100, height: 760 } });
  const opened = await context.newPage();
  await opened.addInitScript({ path: probe });
  if (userId !== undefined) await opened.addInitScript(`sessionStorage.setItem('parley.userId', '${userId}')`);
  await opened.goto(parley.url);
  return opened;
};

const openAt = async (opened: Page, parley: Parley, sessionId: string): Promise<void> => {
  await opened.goto(`${parley.url}/#/s/${sessionId}`);
  await opened.reload();
  await opened.locator('.chat[data-status="live"]').waitFor();
};

const measured = async (opened: Page, expression: string): Promise<number> => {
  const value: unknown = await opened.evaluate(expression);
  return typeof value === 'number' ? value : Number.NaN;
};

/** Everything of the site that was fetched before anybody touched anything, compressed; what the API said is no part of it. */
const firstLoad = async (browser: Browser, parley: Parley, sessionId: string): Promise<object> => {
  const bytesOf = async (userId: string | undefined, path: string, shown: string): Promise<number> => {
    const context = await browser.newContext();
    const opened = await context.newPage();
    const bodies: Promise<number>[] = [];
    opened.on('response', (answer) => {
      const isSite = /^(?:text\/(?:html|css|javascript)|font\/)/.test(answer.headers()['content-type'] ?? '');
      if (isSite) bodies.push(answer.body().then((body) => gzipSync(body).length));
    });
    if (userId !== undefined) await opened.addInitScript(`sessionStorage.setItem('parley.userId', '${userId}')`);
    await opened.goto(parley.url + path);
    await opened.locator(shown).first().waitFor();
    await opened.waitForLoadState('networkidle');
    const sizes = await Promise.all(bodies);
    await context.close();
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  return {
    signIn: await bytesOf(undefined, '/', '[data-user="ann"]'),
    list: await bytesOf('ann', '/', '.side-foot'),
    conversation: await bytesOf('ann', `/#/s/${sessionId}`, '.chat[data-status="live"]'),
    promised: 180 * 1024,
  };
};

const longSession = async (browser: Browser, parley: Parley, sessionId: string): Promise<object> => {
  const opened = await visitor(browser, parley, 'ann');
  await withHistory(opened, sessionId, history);
  const openingMs: number[] = [];
  for (let n = 0; n < openings; n++) {
    await openAt(opened, parley, sessionId);
    await opened.waitForFunction('probe.opening() !== undefined');
    openingMs.push(Math.round(await measured(opened, 'probe.opening()')));
  }
  const whileOpening = await longTasks(opened);
  const up = await scrolled(browser, opened, -1_000);
  const down = await scrolled(browser, opened, 1_000);
  const own: number[] = [];
  let mostFrames = 0;
  for (let n = 0; n < ownMessages; n++) {
    const sent: unknown = await opened.evaluate(`probe.sendOwn('Own message ${n}')`);
    if (typeof sent !== 'object' || sent === null || !('ms' in sent) || !('frames' in sent)) continue;
    own.push(Number(sent.ms));
    mostFrames = Math.max(mostFrames, Number(sent.frames));
    await opened.waitForTimeout(100);
  }
  await opened.context().close();
  return {
    openingMs: spread(openingMs),
    openingLongTasks: whileOpening,
    scrollingUp: up,
    scrollingDown: down,
    ownMessageMs: summary(own),
    ownMessageMostFrames: mostFrames,
  };
};

/** In milliseconds. */
const longTasks = async (opened: Page): Promise<readonly number[]> => {
  const tasks: unknown = await opened.evaluate('probe.takeLongTasks()');
  return Array.isArray(tasks) ? tasks.map(Number) : [];
};

/**
 * A screen and more in each frame, for 600 frames or to the end. A task is long by the clock, also where other programs
 * took the time; what the page itself took is told by the processor's.
 */
const scrolled = async (browser: Browser, opened: Page, by: number): Promise<object> => {
  await browser.startTracing(opened, { categories: ['toplevel'] });
  const frames = await measured(opened, `probe.scroll(${by}, 600)`);
  const processorMs = mainThreadTasks(JSON.parse((await browser.stopTracing()).toString()));
  const tasks = await longTasks(opened);
  return {
    frames,
    longTasks: tasks.length,
    longestMs: Math.max(0, ...tasks),
    longByProcessor: processorMs.filter((each) => each > 50).length,
    longestProcessorMs: Math.round(Math.max(0, ...processorMs)),
  };
};

/** The processor time of each task of the page's main thread, in milliseconds, of Chromium's trace. */
const mainThreadTasks = (trace: unknown): readonly number[] => {
  const events: readonly TraceEvent[] = isTrace(trace) ? trace.traceEvents : [];
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}.${tid}`;
  const main = new Set(events.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  return events
    .filter((event) => event.name.endsWith('RunTask') && event.tdur !== undefined && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
};

/** https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU: `tdur` in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown };
}

const isTrace = (value: unknown): value is { readonly traceEvents: readonly TraceEvent[] } =>
  typeof value === 'object' && value !== null && 'traceEvents' in value && Array.isArray(value.traceEvents);

/** What the page holds after 2,000 and after 12,000 messages that came live, with the newest in view. */
const memory = async (browser: Browser, parley: Parley): Promise<object> => {
  const [bob] = await people(parley, 'bob');
  const { id } = await bob.createSession(['ann'], { name: 'Busy' });
  const opened = await visitor(browser, parley, 'ann');
  await openAt(opened, parley, id);
  const receive = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += received.atOnce) {
      const those = Array.from({ length: received.atOnce }, (_, at) => `Message ${n + at}.`);
      await Promise.all(those.map((text) => bob.send(id, text, text)));
    }
    await opened.evaluate(`probe.heard(${to})`);
  };
  await receive(0, received.first);
  const before = await heapBytes(opened);
  await receive(received.first, received.last);
  const after = await heapBytes(opened);
  await opened.context().close();
  const grown = after - before;
  return {
    heapKiBAfter: { [received.first]: Math.round(before / 1_024), [received.last]: Math.round(after / 1_024) },
    grownBytesAMessage: Math.round(grown / (received.last - received.first)),
  };
};

/** After garbage was collected: the least of three looks, since something is always on its way. */
const heapBytes = async (opened: Page): Promise<number> => {
  const session = await opened.context().newCDPSession(opened);
  const looks: number[] = [];
  for (let look = 0; look < 3; look++) {
    await session.send('HeapProfiler.collectGarbage');
    await opened.waitForTimeout(300);
    looks.push((await session.send('Runtime.getHeapUsage')).usedSize);
  }
  await session.detach();
  return Math.min(...looks);
};

const typing = async (browser: Browser, parley: Parley, sessionId: string): Promise<object> => {
  const [ann, bob] = [await visitor(browser, parley, 'ann'), await visitor(browser, parley, 'bob')];
  for (const each of [ann, bob]) await openAt(each, parley, sessionId);
  const times: number[] = [];
  for (let n = 0; n < signals; n++) {
    const shown = measured(ann, 'probe.typingIs(true)');
    const typed = await measured(bob, 'probe.typeLetter()');
    times.push((await shown) - typed);
    await bob.evaluate(`probe.sendTyped('Message ${n}')`);
    await ann.evaluate('probe.typingIs(false)');
  }
  await Promise.all([ann, bob].map((each) => each.context().close()));
  return summary(times);
};
