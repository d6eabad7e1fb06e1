import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAmplifyTransport } from '../../client/core/amplify-transport.ts';
import type { AmplifyTransport } from '../../client/core/amplify-transport.ts';
import * as documents from '../../client/core/documents.ts';
import { ask } from '../../client/core/documents.ts';
import { SessionFeed } from '../../client/core/session-feed.ts';
import { realWorld } from '../../client/core/world.ts';
import { createIssuer } from '../../runtime/identity/issuer.ts';
import type { Issuer } from '../../runtime/identity/issuer.ts';
import { startProduct, type ProductUnderTest } from '../support/product-in-process.ts';
import { until } from './amplify-client-transport.ts';
import { ownSockets } from './own-amplify.ts';

describe('A client whose token ends while it listens', () => {
  let parley: ProductUnderTest;
  let issuer: Issuer;
  let transport: AmplifyTransport;
  /** What is handed out until a fresh one is asked for. */
  let held = '';
  let renewals = 0;
  ownSockets();

  const issue = async (lifetimeMs: number): Promise<string> =>
    (await issuer.issueAccessToken({ userId: 'bob', lifetimeMs })).token;

  beforeAll(async () => {
    parley = await startProduct();
    // The stage's own issuer, on its own key: it gives tokens that end soon, which the stage itself does not.
    const { iss = '', client_id: clientId } = decodeJwt(await parley.token('bob'));
    const [, region = '', userPoolId = ''] = /cognito-idp\.([^.]+)\.[^/]+\/(.+)$/.exec(iss) ?? [];
    const stage = { region, userPoolId, clientId: String(clientId), dataDir: parley.dataDir };
    issuer = await createIssuer({ ...stage, clock: { now: () => Date.now() }, uuid: randomUUID });
    transport = createAmplifyTransport({
      graphqlEndpoint: `${parley.url}/graphql`,
      region: 'us-east-1',
      token: async ({ fresh }) => {
        if (!fresh) return held;
        renewals += 1;
        held = await issue(3_600_000);
        return held;
      },
    });
  });
  afterAll(async () => {
    transport.close();
    await parley.stop();
  });

  const statusOf = async (token: string): Promise<number> => {
    const response = await fetch(`${parley.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ query: '{ myBlockedUsers { userId } }' }),
    });
    return response.status;
  };

  it('takes another one for the connection that ends with it, and misses nothing of what was said meanwhile', async () => {
    held = await issue(3_600_000);
    const session = await ask(transport, documents.createChatSession, { input: { memberIds: ['ann'], name: 'Two' } });
    const annToken = await parley.token('ann');
    const say = (text: string): Promise<unknown> =>
      fetch(`${parley.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: annToken },
        body: JSON.stringify({
          query: documents.sendMessage.document,
          variables: { input: { sessionId: session.id, clientMessageId: text, content: { text } } },
        }),
      });
    const ended = await issue(4_000);
    held = ended;
    const feed = new SessionFeed({ session, userId: 'bob', transport, world: realWorld });
    const shows = (text: string): Promise<void> =>
      until(feed.state, ({ messages }) => messages.some((row) => row.text === text));
    await until(feed.state, ({ status }) => status === 'live');
    while ((await statusOf(ended)) !== 401);
    await say('after the end');
    await until(feed.state, ({ status }) => status === 'live' && renewals > 0);
    await shows('after the end');
    await say('on the new connection');
    await shows('on the new connection');
    // A subscription that was renewed after the others has the feed look once more for what it missed.
    await until(feed.state, ({ status }) => status === 'live');
    expect(feed.state.get()).toMatchObject({ contiguousSeq: 2 });
    feed.close();
  });

  it('takes another one for a request that is refused, once, and the request is answered', async () => {
    held = await issue(-1_000);
    const before = renewals;
    expect(await ask(transport, documents.myBlockedUsers, {})).toEqual([]);
    expect(renewals).toBe(before + 1);
  });
});
