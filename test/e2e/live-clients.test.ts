import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { ask } from '../../client/core/documents.ts';
import { SessionFeed } from '../../client/core/session-feed.ts';
import { realWorld } from '../../client/core/world.ts';
import { transportOf, until } from '../client/amplify-client-transport.ts';
import { openAmplifyClient, type AmplifyClient } from '../support/amplify-client/index.ts';
import { startCuttingProxy, type CuttingProxy } from '../support/cutting-proxy.ts';
import type { LogPage } from '../support/graphql.ts';
import { often } from '../support/in-full.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const each = often(100, 500);

/** A user at a real Amplify client in a thread of its own, with the SDK's feed of one session on top. */
interface Chatter {
  readonly amplify: AmplifyClient;
  readonly feed: SessionFeed;
  /** Every message acknowledged to this user, as the log has them. */
  readonly sent: Promise<unknown>[];
}

describe('Two Amplify clients while their sockets are cut', () => {
  let parley: Parley;
  const proxies: CuttingProxy[] = [];
  const chatters: Chatter[] = [];
  beforeAll(async () => {
    parley = await startParley();
    proxies.push(await startCuttingProxy(parley.url), await startCuttingProxy(parley.url));
  });
  afterAll(async () => {
    for (const { feed, amplify } of chatters) {
      feed.close();
      await amplify.close();
    }
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await parley.stop();
  });

  const join = async (proxy: CuttingProxy | undefined, userId: string, sessionId: string): Promise<Chatter> => {
    const amplify = await openAmplifyClient(proxy?.url ?? '', userId);
    const transport = transportOf(amplify);
    const session = await ask(transport, documents.chatSession, { sessionId });
    const feed = new SessionFeed({ session, userId, transport, world: realWorld });
    const chatter = { amplify, feed, sent: [] };
    chatters.push(chatter);
    return chatter;
  };

  const acknowledged = ({ feed }: Chatter): number =>
    feed.state.get().messages.filter(({ own, progress }) => own && 'seq' in progress).length;

  it('hundreds of messages each way, each socket cut twice, one client offline for a while: both end equal to the log', async () => {
    const [annAtHttp, bobAtHttp] = await people(parley, 'ann', 'bob');
    const { id } = await annAtHttp.createSession(['bob']);
    const [ann, bob] = [await join(proxies[0], 'ann', id), await join(proxies[1], 'bob', id)];
    await Promise.all([ann, bob].map((chatter) => until(chatter.feed.state, (state) => state.status === 'live')));

    for (let n = 0; n < each; n++) {
      ann.sent.push(ann.feed.send(`ann ${n}`).sent);
      bob.sent.push(bob.feed.send(`bob ${n}`).sent);
    }
    // Both are cut from the server's side when a third, and again when two thirds, of their messages are out.
    await Promise.all(
      [ann, bob].map(async (chatter, at) => {
        for (const share of [1 / 3, 2 / 3]) {
          await until(chatter.feed.state, () => acknowledged(chatter) >= each * share);
          expect(proxies[at]?.cut()).toBeGreaterThan(0);
        }
      }),
    );
    // And one is away altogether while the other talks on.
    proxies[0]?.disconnect();
    await Promise.all(bob.sent);
    await bobAtHttp.send(id, 'while-ann-was-away', 'anyone here?');
    proxies[0]?.reconnect();
    ann.feed.wake();
    await Promise.all(ann.sent);

    const log: LogPage['entries'] = await annAtHttp.wholeLog(id);
    const last = log.at(-1)?.seq ?? 0;
    for (const chatter of [ann, bob]) {
      chatter.feed.wake();
      await until(chatter.feed.state, (state) => state.contiguousSeq >= last);
    }

    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, at) => at + 1));
    const messages = log.flatMap((entry) => (entry.message ? [entry.message] : []));
    expect(messages).toHaveLength(2 * each + 1);
    const told = messages.map((message) => ({
      seq: message.seq,
      senderId: message.senderId,
      text: message.content.text,
    }));
    for (const { feed } of [ann, bob]) {
      const seen = feed.state.get().messages.map(({ senderId, text, progress }) => ({
        seq: 'seq' in progress ? progress.seq : progress.state,
        senderId,
        text,
      }));
      expect(seen).toEqual(told);
    }
    // What one person wrote stands in the order in which they wrote it.
    for (const who of ['ann', 'bob']) {
      const own = told.filter((message) => message.senderId === who && message.text.startsWith(`${who} `));
      expect(own.map((message) => message.text)).toEqual(Array.from({ length: each }, (_, n) => `${who} ${n}`));
    }
  }, 280_000);
});
