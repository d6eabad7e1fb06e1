import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../test/client/fake-messages.ts';
import { networkLost } from './errors.ts';
import type { SessionSummary } from './model.ts';
import { SessionList } from './session-list.ts';
import type { Transport } from './transport.ts';

const session = (id: string, minute: number, more: Partial<SessionSummary> = {}): SessionSummary =>
  summaryOf({ id, name: id, lastActivityAt: new Date(1_700_000_000_000 + minute * 60_000).toISOString(), ...more });

const serving = (all: () => readonly SessionSummary[]) => {
  let requests = 0;
  const transport: Transport = {
    live: () => () => undefined,
    async request(_document, { limit, after }) {
      requests += 1;
      await Promise.resolve();
      const from = after === undefined ? 0 : Number(after) + 1;
      const items = all().slice(from, from + Number(limit));
      const pageInfo = { endCursor: String(from + items.length - 1), hasNextPage: from + items.length < all().length };
      return { myChatSessions: { items, pageInfo } };
    },
  };
  return { list: new SessionList(transport, 'ann'), requests: () => requests };
};

const idsOf = (list: SessionList): string[] => list.state.get().items.map(({ id }) => id);

describe('The list of sessions', () => {
  it('is newest activity first, also after a session that was further down came alive', async () => {
    let all = [session('b', 2), session('a', 1)];
    const { list } = serving(() => all);
    expect(list.state.get().status).toBe('loading');
    await list.refresh();
    expect(idsOf(list)).toEqual(['b', 'a']);
    all = [session('a', 3), session('b', 2)];
    await list.refresh();
    expect(idsOf(list)).toEqual(['a', 'b']);
  });

  it('pages on, and keeps what was paged over a refresh', async () => {
    const all = Array.from({ length: 70 }, (_, at) => session(`s${at}`, 100 - at));
    const { list } = serving(() => all);
    await list.refresh();
    expect(list.state.get()).toMatchObject({ more: 'some', status: 'ready' });
    await list.loadMore();
    await list.loadMore();
    expect(list.state.get().more).toBe('none');
    await list.refresh();
    expect(idsOf(list)).toEqual(all.map(({ id }) => id));
    expect(list.state.get().more).toBe('none');
  });

  it('asks once for refreshes at the same time', async () => {
    const { list, requests } = serving(() => []);
    await Promise.all([list.refresh(), list.refresh()]);
    expect(requests()).toBe(1);
  });

  it('keeps what it has when a refresh fails, and says so when it has nothing', async () => {
    let fail = true;
    const { list } = serving(() => {
      if (fail) throw networkLost();
      return [session('a', 1)];
    });
    await list.refresh();
    expect(list.state.get()).toMatchObject({ status: 'failed', error: { code: 'NetworkLost' } });
    fail = false;
    await list.refresh();
    fail = true;
    await list.refresh();
    expect(list.state.get()).toMatchObject({ status: 'ready', items: [{ id: 'a' }], error: { code: 'NetworkLost' } });
  });

  it('never moves a read pointer back, not for an answer that is older', async () => {
    const { list } = serving(() => [session('a', 1, { lastSeq: 9, lastReadSeq: 2, unreadCount: 7 })]);
    await list.refresh();
    list.markRead('a', 9);
    expect(list.state.get().items[0]).toMatchObject({ lastReadSeq: 9, unreadCount: 0 });
    await list.refresh();
    expect(list.state.get().items[0]).toMatchObject({ lastReadSeq: 9, unreadCount: 0 });
  });

  it('shows what came after the place it was read up to as unread', async () => {
    let all = [session('a', 1, { lastSeq: 9, lastReadSeq: 2, unreadCount: 7 })];
    const { list } = serving(() => all);
    await list.refresh();
    list.markRead('a', 9);
    all = [session('a', 2, { lastSeq: 10, lastReadSeq: 2, unreadCount: 8 })];
    await list.refresh();
    expect(list.state.get().items[0]).toMatchObject({ lastReadSeq: 9, unreadCount: 8 });
  });

  it('pages on also when a session was made before the first page arrived', async () => {
    const all = Array.from({ length: 40 }, (_, at) => session(`s${at}`, 100 - at));
    const { list } = serving(() => all);
    list.put(session('s0', 100));
    await list.refresh();
    expect(list.state.get().more).toBe('some');
    await list.loadMore();
    expect(idsOf(list)).toHaveLength(40);
  });
});
