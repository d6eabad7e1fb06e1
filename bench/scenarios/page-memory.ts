import type { Page, WebSocketRoute } from 'playwright-core';
import type { Person } from '../../test/support/graphql.ts';
import type { Parley } from '../../test/support/parley.ts';

const [atFirst, inAll, atOnce] = [2_000, 12_000, 200];

/**
 * What the page holds after 2,000 and after 12,000 messages that came live, with its newest in view. One is sent; the
 * others are told by the generator as the server told that one, each with a position, an id and a text of its own.
 */
export const manyReceived = async (page: Page, parley: Parley, bob: Person): Promise<object> => {
  const { id } = await bob.createSession(['ann'], { name: 'Busy' });
  const teller = new TellsOn(id);
  await page.routeWebSocket(/realtime/, (socket) => teller.listenTo(socket));
  await page.goto(`${parley.url}/#/s/${id}`);
  await page.reload();
  await page.locator('.chat[data-status="live"]').waitFor();
  await bob.send(id, 'first', 'Told 0');
  await page.evaluate(`probe.says('Told 0')`);
  const tell = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += atOnce) {
      for (let each = n; each < Math.min(to, n + atOnce); each++) teller.tell(each);
      await page.evaluate(`probe.says('Told ${Math.min(to, n + atOnce) - 1}')`);
    }
  };
  const heap = async (): Promise<number> => {
    const session = await page.context().newCDPSession(page);
    let least = Number.POSITIVE_INFINITY;
    for (let look = 0; look < 3; look++) {
      await session.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(300);
      least = Math.min(least, (await session.send('Runtime.getHeapUsage')).usedSize);
    }
    await session.detach();
    return Math.round(least / 1_024);
  };
  await tell(1, atFirst);
  const before = await heap();
  const began = performance.now();
  await tell(atFirst, inAll);
  const seconds = (performance.now() - began) / 1_000;
  const after = await heap();
  await page.context().close();
  return {
    heapKiBAfter2000: before,
    heapKiBAfter12000: after,
    grownBytesAMessage: Math.round(((after - before) * 1_024) / (inAll - atFirst)),
    messagesASecond: Math.round((inAll - atFirst) / seconds),
  };
};

/** Stands between the page and the server's socket, and tells messages as the server would. */
class TellsOn {
  readonly #sessionId: string;
  #socket: WebSocketRoute | undefined;
  #pattern: string | undefined;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  listenTo(socket: WebSocketRoute): void {
    this.#socket = socket;
    const server = socket.connectToServer();
    server.onMessage((said) => {
      const text = String(said);
      const isOurs = text.includes('"onMessageSent"') && text.includes(this.#sessionId) && text.includes('"Told 0"');
      if (isOurs) this.#pattern ??= text;
      socket.send(said);
    });
  }

  tell(n: number): void {
    if (this.#pattern === undefined) throw new Error('unable to tell of messages; the server told of none');
    const first = Number(/"seq":(\d+)/.exec(this.#pattern)?.[1]);
    const said = this.#pattern
      .replaceAll(`"seq":${first}`, `"seq":${first + n}`)
      .replaceAll(/"id":"([0-9a-f-]{36})\.\d+"/g, `"id":"$1.${first + n}"`)
      .replaceAll('"first"', `"told-${n}"`)
      .replaceAll('Told 0', `Told ${n}`);
    this.#socket?.send(said);
  }
}
