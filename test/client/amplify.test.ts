import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as documents from '../../client/core/documents.ts';
import { openAmplifyClient } from '../support/amplify-client/index.ts';
import type { AmplifyClient } from '../support/amplify-client/index.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';

/** Events of one subscription, to be waited for. */
const listen = (client: AmplifyClient, document: string, sessionId: string) => {
  const seen: string[] = [];
  const waiters: (() => void)[] = [];
  const note = (what: string): void => {
    seen.push(what);
    for (const wake of waiters.splice(0)) wake();
  };
  const end = client.live(
    document,
    { sessionId },
    {
      ready: () => note('ready'),
      event: (data) => note(`event ${documents.onMessageSent.read(data).content?.text ?? ''}`),
      lost: ({ code, retryable }) => note(`lost ${code} ${retryable ? 'for now' : 'for good'}`),
    },
  );
  const until = async (what: string): Promise<void> => {
    while (!seen.includes(what)) await new Promise<void>((resolve) => waiters.push(resolve));
    seen.splice(seen.indexOf(what), 1);
  };
  return { seen, until, end };
};

describe('aws-amplify as the transport', () => {
  let parley: Parley;
  let ann: AmplifyClient;
  let bob: AmplifyClient;

  beforeAll(async () => {
    parley = await startParley();
    [ann, bob] = await Promise.all([openAmplifyClient(parley.url, 'ann', 'Ann'), openAmplifyClient(parley.url, 'bob')]);
  });
  afterAll(async () => {
    await Promise.all([ann.close(), bob.close()]);
    await parley.stop();
  });

  const newSession = async (): Promise<string> => {
    const data = await ann.request(documents.createChatSession.document, {
      input: { memberIds: ['bob'], name: 'Two' },
    });
    return documents.createChatSession.read(data).id;
  };
  const send = async (client: AmplifyClient, sessionId: string, text: string): Promise<number> => {
    const input = { sessionId, clientMessageId: `c-${text}`, content: { text } };
    return documents.sendMessage.read(await client.request(documents.sendMessage.document, { input })).seq;
  };

  it('tells of each subscription by itself when it was acknowledged, and delivers to two users', async () => {
    const [first, second] = [await newSession(), await newSession()];
    const atFirst = listen(bob, documents.onMessageSent.document, first);
    const atSecond = listen(bob, documents.onMessageSent.document, second);
    const own = listen(ann, documents.onMessageSent.document, first);
    await Promise.all([atFirst.until('ready'), atSecond.until('ready'), own.until('ready')]);
    expect(await send(ann, first, 'hello')).toBe(1);
    await Promise.all([atFirst.until('event hello'), own.until('event hello')]);
    await send(bob, second, 'elsewhere');
    await atSecond.until('event elsewhere');
    expect(atFirst.seen).toEqual([]);
    for (const each of [atFirst, atSecond, own]) each.end();
  });

  it('rejects with the code and the sentence of a refusal', async () => {
    const sessionId = await newSession();
    await expect(send(ann, sessionId, ' ')).rejects.toMatchObject({
      code: 'TextBlank',
      message: expect.stringMatching(/^unable to .+; .+/) as string,
      retryable: false,
    });
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expect(ann.request(documents.chatSession.document, { sessionId: unknown })).rejects.toMatchObject({
      code: 'SessionNotFound',
    });
  });

  it('ends a subscription that the server refuses, with the reason', async () => {
    const sessionId = await newSession();
    const cat = await openAmplifyClient(parley.url, 'cat');
    const refused = listen(cat, documents.onMessageSent.document, sessionId);
    await refused.until('lost SessionNotFound for good');
    await cat.close();
  });

  it('says that the connection is lost, and is acknowledged anew by the server that comes back', async () => {
    const sessionId = await newSession();
    const live = listen(bob, documents.onMessageSent.document, sessionId);
    await live.until('ready');
    const restarting = parley.restart('SIGKILL');
    await live.until('lost NetworkLost for now');
    parley = await restarting;
    await live.until('ready');
    await send(ann, sessionId, 'again');
    await live.until('event again');
    live.end();
  });

  it('rejects as lost when nobody answers', async () => {
    const dave = await openAmplifyClient('http://127.0.0.1:9', 'dave');
    await expect(dave.request(documents.myChatSessions.document, { limit: 1 })).rejects.toMatchObject({
      code: 'NetworkLost',
      retryable: true,
    });
    await dave.close();
  });
});
