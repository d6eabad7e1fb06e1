import { describe, expect, it } from 'vitest';
import { messageAt, summaryOf } from '../../test/client/fake-messages.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { networkLost } from './errors.ts';
import type { Message } from './message.ts';
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

  it('is read again as far down as anything happened, where it was paged through', async () => {
    let all = Array.from({ length: 100 }, (_, at) => session(`s${at}`, 100 - at));
    const { list, requests } = serving(() => all);
    await list.refresh();
    await list.loadMore();
    await list.loadMore();
    // What is further down than what was paged through is not asked for.
    all = all.map((one, at) => session(one.id, 200 - at, { name: 'moved on', lastSeq: 7 }));
    await list.refresh();
    expect(list.state.get().items.map(({ name }) => name)).toEqual(Array.from({ length: 90 }, () => 'moved on'));
    expect(requests()).toBe(6);
    all = [...all.slice(0, 35).map((one, at) => session(one.id, 300 - at)), ...all.slice(35)];
    await list.refresh();
    expect(requests()).toBe(8);
    await list.refresh();
    expect(requests()).toBe(9);
  });

  it('is read once more for all that was asked while it was being read', async () => {
    const { list, requests } = serving(() => []);
    await Promise.all([list.refresh(), list.refresh(), list.refresh()]);
    expect(requests()).toBe(2);
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

describe('What the list is told while it is being read', () => {
  /** Answers when a test says so. */
  const answeredByHand = () => {
    const world = new FakeWorld();
    const questions: { readonly isPage: boolean; readonly answer: (data: unknown) => void }[] = [];
    const transport: Transport = {
      live: () => () => undefined,
      request: (_document, { limit }) =>
        new Promise((answer) => questions.push({ isPage: limit !== undefined, answer })),
    };
    const list = new SessionList(transport, 'ann', () => undefined, world);
    /** Answers the question at a place of those that were asked. */
    const answer = async (at: number, ...items: readonly SessionSummary[]): Promise<void> => {
      const question = questions[at];
      const page = { items, pageInfo: { endCursor: null, hasNextPage: false } };
      question?.answer(question.isPage ? { myChatSessions: page } : { chatSession: items[0] });
      await settled();
    };
    const opened = async (...items: readonly SessionSummary[]): Promise<void> => {
      void list.refresh();
      await answer(0, ...items);
    };
    return { world, list, questions, answer, opened, item: () => list.state.get().items[0] };
  };

  const at = (seq: number, more: Partial<SessionSummary> = {}): SessionSummary =>
    session('a', 1, { lastSeq: seq, unreadCount: 0, ...more });
  /** A message that was said a moment before the session's last activity. */
  const said = (seq: number, more: Partial<Message> & { text?: string } = {}): Message =>
    messageAt(seq, {
      sessionId: 'a',
      createdAt: new Date(Date.parse(at(seq).lastActivityAt) - 100).toISOString(),
      ...more,
    });

  it('is asked about again where only the position of a message may have been read', async () => {
    const { world, list, questions, answer, opened, item } = answeredByHand();
    await opened(at(5));
    list.heard(said(5));
    list.heard(said(5));
    expect(item()).toMatchObject({ unreadCount: 0 });
    await world.pass(5_000);
    await answer(1, at(5, { unreadCount: 1 }));
    expect(item()).toMatchObject({ unreadCount: 1 });
    await world.pass(60_000);
    expect(questions).toHaveLength(2);
  });

  it('is not asked about for messages that stand far behind what was read', async () => {
    const { world, list, questions, opened } = answeredByHand();
    await opened(at(9));
    list.heard(said(5, { createdAt: new Date(Date.parse(at(9).lastActivityAt) - 10_000).toISOString() }));
    await world.pass(60_000);
    expect(questions).toHaveLength(1);
  });

  it('is asked about again where it came between the question and an answer that counts its position', async () => {
    const { world, list, questions, answer, opened, item } = answeredByHand();
    await opened(at(4));
    list.heard(said(5));
    void list.refresh();
    list.heard(said(6));
    await answer(1, at(6, { unreadCount: 1 }));
    await world.pass(5_000);
    await answer(2, at(6, { unreadCount: 2 }));
    expect(item()).toMatchObject({ unreadCount: 2 });
    void list.refresh();
    await answer(3, at(6, { unreadCount: 2 }));
    await world.pass(60_000);
    expect(questions).toHaveLength(4);
  });

  it('is not asked about again where it came before the question', async () => {
    const { world, list, questions, answer, opened, item } = answeredByHand();
    await opened(at(4));
    list.heard(said(5));
    void list.refresh();
    await answer(1, at(5, { unreadCount: 1 }));
    await world.pass(60_000);
    expect(item()).toMatchObject({ unreadCount: 1 });
    expect(questions).toHaveLength(2);
  });

  it('is not asked about once the session was left', async () => {
    const { world, list, questions, opened } = answeredByHand();
    await opened(at(5));
    list.heard(said(5));
    list.remove('a');
    await world.pass(60_000);
    expect(questions).toHaveLength(1);
  });

  it('is not asked about once the list stopped', async () => {
    const { world, list, questions, opened } = answeredByHand();
    await opened(at(5));
    list.heard(said(5));
    list.stop();
    await world.pass(60_000);
    expect(questions).toHaveLength(1);
  });

  it('is shown as the newest question was answered, whichever answer comes last', async () => {
    const { list, answer, opened, item } = answeredByHand();
    await opened(at(5));
    void list.reread('a');
    void list.reread('a');
    await answer(2, at(5, { name: 'renamed' }));
    await answer(1, at(5));
    expect(item()).toMatchObject({ name: 'renamed' });
  });

  it('keeps a session that was opened after the page was asked for', async () => {
    const { list, answer, opened } = answeredByHand();
    await opened(session('b', 2));
    void list.refresh();
    list.put(at(0));
    await answer(1, session('b', 2));
    expect(idsOf(list)).toEqual(['b', 'a']);
    void list.refresh();
    await answer(2, session('b', 2));
    expect(idsOf(list)).toEqual(['b']);
  });

  it('shows an edited preview, also where a page that was read before the edit comes after it', async () => {
    const last = { seq: 5, senderId: 'bob', senderName: null, kind: 'TEXT' as const, text: 'before' };
    const { list, answer, opened, item } = answeredByHand();
    await opened(at(5, { lastMessage: last }));
    void list.refresh();
    list.changed(said(5, { text: 'edited', version: 2 }));
    expect(item()?.lastMessage?.text).toBe('edited');
    await answer(2, at(6, { lastMessage: { ...last, text: 'edited' } }));
    await answer(1, at(5, { lastMessage: last }));
    expect(item()?.lastMessage?.text).toBe('edited');
  });
});
