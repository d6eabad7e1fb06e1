import type { FeedRow } from '../../client/core/feed-rows.ts';
import type { SessionSummary } from '../../client/core/model.ts';
import { SessionFeed } from '../../client/core/session-feed.ts';
import { summaryOf } from './fake-messages.ts';
import { FakeServer } from './fake-server.ts';
import { FakeWorld, settled } from './fake-world.ts';

export interface OpenFeed {
  readonly server: FakeServer;
  readonly world: FakeWorld;
  readonly feed: SessionFeed;
  readonly rows: () => readonly FeedRow[];
}

export interface OpenFeedOptions {
  readonly server?: FakeServer;
  readonly session?: Partial<SessionSummary>;
  /** Whether its subscriptions are acknowledged. */
  readonly heard?: boolean;
}

/** Ann's feed of the session, opened after what the server holds already. */
export const openFeed = async ({
  server = new FakeServer(),
  session = {},
  heard = true,
}: OpenFeedOptions = {}): Promise<OpenFeed> => {
  const world = new FakeWorld();
  server.summary = summaryOf({ lastSeq: server.lastSeq, ...session });
  const feed = new SessionFeed({ session: server.summary, userId: 'ann', transport: server, world });
  await settled();
  if (heard) server.acknowledge();
  await settled();
  return { server, world, feed, rows: () => feed.state.get().messages };
};

/** A server on which bob said so many lines. */
export const filled = (count: number): FakeServer => {
  const server = new FakeServer();
  for (let n = 1; n <= count; n++) server.write(server.reserve(), 'bob', `line ${n}`);
  return server;
};

export const textsOf = (feed: SessionFeed): string[] => feed.state.get().messages.map(({ text }) => text);
