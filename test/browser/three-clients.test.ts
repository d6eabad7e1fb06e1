import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChatClient } from '../../client/core/chat-client.ts';
import type { SessionFeed } from '../../client/core/session-feed.ts';
import { transportOf, until } from '../client/amplify-client-transport.ts';
import { openAmplifyClient } from '../support/amplify-client/index.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import type { CuttingProxy } from '../support/cutting-proxy.ts';
import { often } from '../support/in-full.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

/** What each of the three writes, besides what is in the way of a reload. */
const each = often(16, 70);
const draft = 'A thought that is not finished';

/** Who says what, as the log and every screen have to tell it. */
type Line = readonly [who: string, text: string];

describe('Two pages and a program, each behind a connection that breaks', { timeout: 120_000 }, () => {
  const stage = onStage({ tolerates: /ERR_|WebSocket/ });

  /** A way to Parley that can be cut. */
  const breakable = async (): Promise<CuttingProxy> => {
    const proxy = await startCuttingProxy(stage.parley.url);
    onTestFinished(() => proxy.close());
    return proxy;
  };

  it('end equal to the log, with nothing lost, doubled or out of order, and the draft kept', async () => {
    const proxies = [await breakable(), await breakable(), await breakable()] as const;
    const [annProxy, bobProxy, catProxy] = proxies;
    const [annAtHttp] = await stage.people('ann');
    const { id } = await annAtHttp.createSession(['bob', 'cat'], { kind: 'PRIVATE', name: 'Three of us' });
    const ann = await stage.openAt('ann', id, { url: annProxy.url });
    const bob = await stage.openAt('bob', id, { url: bobProxy.url });
    const amplify = await openAmplifyClient(catProxy.url, 'cat');
    onTestFinished(() => amplify.close());
    const cat = new ChatClient({ transport: transportOf(amplify), userId: 'cat' });
    onTestFinished(() => cat.close());
    cat.connect();
    const { feed } = cat.session(await cat.findSession(id));
    await until(feed.state, ({ status }) => status === 'live');
    await slow(bob);

    const random = seededBy(Number(process.env['PARLEY_SEED'] ?? 20_261_121));
    const counts = { ann: 0, bob: 0, cat: 0 };
    let cuts = 0;
    const sent: Promise<unknown>[] = [];
    const say = async (who: 'ann' | 'bob' | 'cat'): Promise<void> => {
      const text = `${who} ${counts[who]++}.`;
      if (who === 'cat') sent.push(feed.send(text).sent);
      else await (who === 'ann' ? ann : bob).say(text);
    };
    /** At once, or in the middle of what the server says next; a page that is loaded again is to come whole. */
    const breakOne = (): void => {
      const proxy = proxies[Math.floor(random() * proxies.length)];
      if (proxy === annProxy || random() < 0.5) cuts += proxy?.cut() ?? 0;
      else void proxy?.cutAfter(1 + Math.floor(random() * 3_000)).then(() => (cuts += 1));
    };
    const talk = async (): Promise<void> => {
      const turns = (['ann', 'bob', 'cat'] as const).flatMap((who) => Array.from({ length: each / 2 }, () => who));
      while (turns.length > 0) {
        const [who] = turns.splice(Math.floor(random() * turns.length), 1);
        if (who !== undefined) await say(who);
        if (random() < 0.25) breakOne();
      }
    };

    await talk();
    await reloadMidSend(ann, () => say('ann'));
    expect(await ann.field.inputValue()).toBe(draft);
    await ann.field.press('Enter');
    await talk();
    expect(cuts).toBeGreaterThan(0);

    // Nothing is cut any more; who waits for the next attempt need not.
    cat.wake();
    for (const { page } of [ann, bob]) await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await Promise.all(sent);
    for (const { page } of [ann, bob]) {
      await expect.poll(() => page.locator('.message[data-progress="queued"]').count(), { timeout: 30_000 }).toBe(0);
    }
    const log = await annAtHttp.wholeLog(id);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    const told = log.flatMap(({ message }): Line[] => (message ? [[message.senderId, message.content.text]] : []));
    for (const who of ['ann', 'bob', 'cat'] as const) {
      const own = told.filter(([sender, text]) => sender === who && text !== draft).map(([, text]) => text);
      expect(own).toEqual(Array.from({ length: counts[who] }, (_, n) => `${who} ${n}.`));
    }

    await until(feed.state, ({ contiguousSeq }) => contiguousSeq === log.at(-1)?.seq);
    expect(linesAt(feed)).toEqual(told);
    expect(told.filter(([who, text]) => who === 'ann' && text === draft)).toHaveLength(1);
    expect(await linesOn(ann, 'ann', told.length)).toEqual(told);
    expect(await linesOn(bob, 'bob', told.length)).toEqual(told);
  });
});

/** A network as in a train: a quarter of a second to the server, and little at a time. Bytes in a second. */
const train = { offline: false, latency: 250, downloadThroughput: 40_000, uploadThroughput: 20_000 };

const slow = async ({ page, context }: Visitor): Promise<void> => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', train);
};

/**
 * Reloads the page while the server has a message whose answer never comes, with two more behind it and a draft in the
 * field.
 */
const reloadMidSend = async (visitor: Visitor, say: () => Promise<void>): Promise<void> => {
  const { page, field } = visitor;
  const isAnswerHeld = new Promise<void>((held) => {
    void page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage') !== true) return route.continue();
      await route.fetch();
      held();
    });
  });
  for (let n = 0; n < 3; n++) await say();
  await isAnswerHeld;
  await expect.poll(() => keptIn(page)).toBeGreaterThanOrEqual(2);
  await field.fill(draft);
  await page.reload();
  await page.unroute('**/graphql');
  await field.waitFor();
};

/** How many messages the page's durable outbox holds. */
const keptIn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('parley');
        opening.onerror = () => reject(new Error('unable to look into the outbox; it does not open'));
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('outbox').objectStore('outbox').count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );

const linesAt = (feed: SessionFeed): Line[] =>
  feed.state.get().messages.map(({ senderId, text }): Line => [senderId, text]);

/** What stands on a screen, from the first message on, once it is as many lines as that. */
const linesOn = async ({ rows, scroller }: Visitor, me: string, count: number): Promise<Line[]> => {
  const upwards = async (): Promise<number> => {
    await scroller.evaluate((box) => {
      box.scrollTop = 0;
    });
    return rows.count();
  };
  await expect.poll(upwards, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
  return rows.evaluateAll(
    (all, own) =>
      all.map((row): [string, string] => {
        const author = row.hasAttribute('data-own') ? own : (row.querySelector('.author')?.textContent ?? '');
        return [author.toLowerCase(), row.querySelector('.bubble')?.textContent ?? ''];
      }),
    me,
  );
};

/** A generator of numbers from 0 to 1, the same for the same seed. */
const seededBy = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
