import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Rows } from '../live/rows.ts';
import type { Person, SentMessage } from '../support/graphql.ts';
import { startCuttingProxy, type CuttingProxy } from '../support/cutting-proxy.ts';
import { Live, ON_MESSAGE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

const rounds = 25;
const perRound = 4;
/** Less than what a round delivers, in bytes: cuts fall into every part of its frames. */
const cutsWithin = 3_000;

/** A member's view: what it heard and what it read, each message once, by position. */
class View {
  readonly id: string;
  readonly bySeq = new Map<number, string>();
  cursor = 0;
  /** What each connection delivered, by position. */
  readonly connections: number[][] = [];

  constructor(id: string) {
    this.id = id;
  }

  apply({ seq, clientMessageId }: Pick<SentMessage, 'seq' | 'clientMessageId'>): void {
    this.bySeq.set(seq, clientMessageId);
  }

  /** Reads what is missing, until nothing is. */
  async catchUp(member: Person): Promise<void> {
    for (let last = Number.POSITIVE_INFINITY; this.cursor < last;) {
      const page = await member.log(this.id, this.cursor);
      for (const { message } of page.entries) if (message) this.apply(message);
      [this.cursor, last] = [page.contiguousSeq, page.lastSeq];
    }
  }
}

await describeOnProduct('F10: sockets that drop in the middle of a delivery', (product) => {
  let proxy: CuttingProxy;
  let ann: Person;
  let bob: Person;
  beforeAll(async () => {
    proxy = await startCuttingProxy(product.url);
    [ann, bob] = await people(product, 'ann', 'bob');
  });
  afterAll(() => proxy.close());

  const listen = async (view: View): Promise<Live> => {
    const live = await Live.connect(proxy.url, await product.token('bob'));
    const heard: number[] = [];
    view.connections.push(heard);
    live.onFrame = ({ type, payload }) => {
      if (type !== 'data') return;
      const message = payload?.data?.['onMessageSent'] as SentMessage;
      heard.push(message.seq);
      view.apply(message);
    };
    expect((await live.subscribe('m', ON_MESSAGE, { sessionId: view.id })).type).toBe('start_ack');
    return live;
  };

  it('leave no hole and no double: what was cut off is read from the log', async () => {
    const view = new View(await new Rows(product.tables).open('ann', 'bob'));
    for (let round = 0; round < rounds; round += 1) {
      const live = await listen(view);
      await view.catchUp(bob);
      const cut = proxy.cutAfter(1 + ((round * 397) % cutsWithin));
      const gone = live.socket.readyState === WebSocket.CLOSED ? undefined : once(live.socket, 'close');
      await Promise.all(
        Array.from({ length: perRound }, (_, at) => ann.send(view.id, `${round}-${at}`, 'x'.repeat(600))),
      );
      await cut;
      await gone;
    }
    await view.catchUp(bob);

    const log = await ann.wholeLog(view.id);
    expect(log).toHaveLength(rounds * perRound);
    expect([...view.bySeq].sort(([a], [b]) => a - b)).toEqual(
      log.map(({ seq, message }) => [seq, message?.clientMessageId]),
    );
    expect(new Set(view.bySeq.values()).size).toBe(rounds * perRound);
    for (const heard of view.connections) expect(new Set(heard).size).toBe(heard.length);
    // Some deliveries were cut off, and some were not: otherwise nothing was tried.
    const delivered = view.connections.flat().length;
    expect(delivered).toBeGreaterThan(rounds / 2);
    expect(delivered).toBeLessThan(rounds * perRound);
  });
});
