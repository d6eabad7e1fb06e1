import type { Page, Route } from 'playwright-core';

/** The oldest and newest position of a made-up history, both within. */
const oldest = 1;

/**
 * Answers the page's questions for messages of a session with a history of `count` messages that nobody sent and everybody
 * read, as mixed as people's. What is sent for real comes before them, and is told live.
 */
export const withHistory = async (page: Page, sessionId: string, count: number): Promise<void> => {
  const answer = async (route: Route): Promise<void> => {
    const asked = questionIn(route);
    if (asked !== undefined && asked.variables['sessionId'] === sessionId) {
      const body = JSON.stringify({ data: { messages: pageOf(sessionId, count, asked.variables) } });
      return route.fulfill({ status: 200, contentType: 'application/json', body });
    }
    if (!/query \w*(?:chatSession|myChatSessions|Sessions?)\b/i.test(queryIn(route))) return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('"lastReadSeq":0', `"lastReadSeq":${count}`);
    return route.fulfill({ response, body });
  };
  await page.route('**/graphql', (route) =>
    answer(route).catch((cause: unknown) => {
      // What is still on its way when the test is over is nobody's any more.
      if (!page.isClosed()) throw cause;
    }),
  );
};

interface Question {
  readonly variables: Readonly<Record<string, unknown>>;
}

const questionIn = (route: Route): Question | undefined => {
  const body: unknown = JSON.parse(route.request().postData() ?? 'null');
  const query = queryIn(route);
  const variables = valueAt(body, 'variables');
  if (!/\{\s*messages\s*\(/.test(query)) return undefined;
  return { variables: typeof variables === 'object' && variables !== null ? { ...variables } : {} };
};

const queryIn = (route: Route): string => {
  const query = valueAt(JSON.parse(route.request().postData() ?? 'null'), 'query');
  return typeof query === 'string' ? query : '';
};

const valueAt = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;

const seqOf = (cursor: unknown): number | undefined =>
  typeof cursor === 'string' ? Number(cursor.slice(cursor.lastIndexOf('.') + 1)) : undefined;

const pageOf = (sessionId: string, count: number, { limit, before, after, around }: Question['variables']): object => {
  const size = before === undefined ? Number(limit) : ahead;
  const [older, newer, middle] = [seqOf(before), seqOf(after), seqOf(around)];
  const from = middle !== undefined ? middle - size / 2 : newer !== undefined ? newer + 1 : (older ?? count + 1) - size;
  const [first, last] = [Math.max(oldest, from), Math.min(count, from + size - 1)];
  const items = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => messageAt(sessionId, first + at));
  const cursorOf = (seq: number): string => `${sessionId}.${seq}`;
  return {
    items,
    pageInfo: {
      startCursor: cursorOf(first),
      endCursor: cursorOf(last),
      hasPreviousPage: first > oldest,
      hasNextPage: last < count,
    },
  };
};

/** Older pages are larger than a server's, so that a test comes through all of them in good time. */
const ahead = 500;

const words = 'so then we add both and see what comes of it before anything else is asked about the rest of them'.split(
  ' ',
);

const messageAt = (sessionId: string, seq: number): object => {
  const senderId = seq % 7 < 4 ? 'bob' : 'ann';
  const text = Array.from({ length: 3 + ((seq * 7) % 40) }, (_, at) => words[(seq + at) % words.length]).join(' ');
  return {
    id: `${sessionId}.${seq}`,
    sessionId,
    seq,
    version: 1,
    kind: 'TEXT',
    content: { text, code: null, formula: null, poll: null, location: null, attachment: null, system: null },
    senderId,
    senderName: senderId,
    isAnonymous: false,
    clientMessageId: `made-up-${seq}`,
    createdAt: new Date(Date.UTC(2026, 0, 1) + seq * 90_000).toISOString(),
    editedAt: null,
    deletedAt: null,
    mentions: [],
    reactions: [],
    replyTo: null,
    threadRootId: null,
    thread: null,
    audience: [sessionId],
  };
};
