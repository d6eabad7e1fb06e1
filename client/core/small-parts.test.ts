import { describe, expect, it } from 'vitest';
import { saidAt, summaryOf, systemAt } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { ChatClient } from './chat-client.ts';
import { networkLost } from './errors.ts';
import { plainOnLoopback } from './local-websocket.ts';
import { Members } from './members.ts';
import type { Page } from './model.ts';
import type { Member } from './people.ts';
import { createState } from './state.ts';
import { waitBefore } from './world.ts';

describe('The address of a socket', () => {
  it.each([
    ['wss://localhost:4000/graphql/realtime', 'ws://localhost:4000/graphql/realtime'],
    ['wss://127.0.0.1:4000/graphql/realtime?a=b', 'ws://127.0.0.1:4000/graphql/realtime?a=b'],
    ['wss://[::1]:4000/graphql/realtime', 'ws://[::1]:4000/graphql/realtime'],
    ['wss://localhost/x', 'ws://localhost/x'],
  ])('%s loses its TLS on this machine', (address, plain) => {
    expect(plainOnLoopback(address)).toBe(plain);
  });

  it.each([
    'wss://abc.appsync-realtime-api.eu-west-1.amazonaws.com/graphql',
    'wss://localhost.example.com/graphql',
    'wss://127.0.0.1.example.com/graphql',
    'wss://example.com/wss://localhost/',
    'wss://localhostage/',
  ])('%s keeps it anywhere else', (address) => {
    expect(plainOnLoopback(address)).toBe(address);
  });
});

describe('State', () => {
  it('tells every listener of a new value, none of the same, and nobody who left', () => {
    const state = createState(1);
    const told: string[] = [];
    const listener = (): void => void told.push(`one ${state.get()}`);
    const leave = state.subscribe(listener);
    state.subscribe(listener);
    state.set(1);
    state.set(2);
    leave();
    state.set(3);
    expect(told).toEqual(['one 2', 'one 2', 'one 3']);
  });
});

describe('The wait between attempts', () => {
  it('doubles up to its cap, spread over its upper half', () => {
    const backoff = { firstMs: 100, mostMs: 1_000 };
    const waits = (random: number) => [0, 1, 2, 3, 4, 50].map((attempt) => waitBefore(attempt, backoff, () => random));
    expect(waits(0)).toEqual([50, 100, 200, 400, 500, 500]);
    expect(waits(1)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });
});

describe('A chat client', () => {
  it('gives everyone the same feed of a session, and closes it with the last', async () => {
    const server = new FakeServer();
    const client = new ChatClient({ transport: server, userId: 'ann', world: new FakeWorld() });
    const session = summaryOf();
    const [one, other] = [client.session(session), client.session(session)];
    expect(one.feed).toBe(other.feed);
    one.release();
    one.release();
    expect(server.subscriptions).toBe(4);
    other.release();
    expect(server.subscriptions).toBe(0);
    const again = client.session(session);
    expect(again.feed).not.toBe(one.feed);
    client.close();
    expect(server.subscriptions).toBe(0);
    await settled();
  });
});

describe('The members of a session', () => {
  it('are asked for again after the network was away, and not where they are there', async () => {
    const answers = [
      () => Promise.reject(networkLost()),
      () => Promise.resolve(page),
      () => Promise.reject(networkLost()),
    ];
    const page = { items: [], endCursor: null, hasNextPage: false };
    let asked = 0;
    const members = new Members(() => answers[asked++]?.() ?? Promise.reject(networkLost()));
    await members.load();
    expect(members.state.get().status).toBe('failed');
    members.wake();
    members.wake();
    await settled();
    expect([members.state.get().status, asked]).toEqual(['ready', 2]);
    members.wake();
    await settled();
    expect([members.state.get().status, asked]).toEqual(['ready', 2]);
  });

  it('stay gone when a page from before they went comes late, and are those of the newest list', async () => {
    const pages: ((page: Page<Member>) => void)[] = [];
    const members = new Members(() => new Promise((arrive) => pages.push(arrive)));
    const member = (userId: string): Member => ({ userId, role: 'MEMBER', joinedAt: saidAt(0), mutedUntil: null });
    const answer = (userIds: readonly string[], hasNextPage: boolean): Page<Member> => ({
      items: userIds.map(member),
      endCursor: userIds.at(-1) ?? null,
      hasNextPage,
    });
    const ids = (): string[] => members.state.get().items.map(({ userId }) => userId);
    void members.load();
    pages[0]?.(answer(['ann'], true));
    await settled();
    void members.loadMore();
    members.met(systemAt(2, { event: 'MEMBER_REMOVED', userIds: ['bob'] }));
    members.met(systemAt(1, { event: 'MEMBERS_JOINED', userIds: ['bob'] }));
    pages[1]?.(answer(['bob', 'cat'], true));
    await settled();
    expect(ids()).toEqual(['ann', 'cat']);
    void members.loadMore();
    void members.load();
    pages[3]?.(answer(['ann'], true));
    await settled();
    pages[2]?.(answer(['dan'], false));
    await settled();
    expect([ids(), members.state.get().more]).toEqual([['ann'], 'some']);
  });
});
