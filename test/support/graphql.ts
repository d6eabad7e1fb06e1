import { messageFragment, receiptFragment } from '../../domain/vocabulary/event-fragments.ts';

/** One GraphQL answer as it came over HTTP. `data` stays unknown: each caller reads what it asked for. */
export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnsweredError[];
}

export interface AnsweredError {
  readonly errorType?: string;
  readonly message?: string;
  readonly errorInfo?: unknown;
  readonly path?: readonly (string | number)[] | null;
}

/** What tests read of a message. */
export interface SentMessage {
  readonly id: string;
  readonly seq: number;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly content: { readonly text: string };
}

export interface LogPage {
  readonly entries: readonly { readonly seq: number; readonly kind: string; readonly message: SentMessage | null }[];
  readonly contiguousSeq: number;
  readonly lastSeq: number;
}

/** A person at a plain HTTP client: no retries, no cache, so that tests see what the server said. */
export class Person {
  readonly #url: string;
  readonly #token: string;

  constructor(
    readonly userId: string,
    url: string,
    token: string,
  ) {
    this.#url = url;
    this.#token = token;
  }

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#token },
      body: JSON.stringify({ query, variables }),
    });
    const body: unknown = await response.json();
    return parseAnswer(response.status, body);
  }

  /** The field's value. @throws with the answer's errors where it has any. */
  async get<T>(field: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.ask(query, variables);
    if (answer.errors.length > 0) throw new Refused(answer.errors);
    return answer.data?.[field] as T;
  }

  createSession(memberIds: readonly string[], more: Record<string, unknown> = {}): Promise<{ readonly id: string }> {
    return this.get('createChatSession', CREATE, { input: { memberIds, name: 'Test', ...more } });
  }

  send(sessionId: string, clientMessageId: string, text: string): Promise<SentMessage> {
    return this.post(sessionId, clientMessageId, { content: { text } });
  }

  /** Sends what is more than a text: `input` is the rest of a SendMessageInput. */
  post(sessionId: string, clientMessageId: string, input: Record<string, unknown>): Promise<SentMessage> {
    return this.get('sendMessage', SEND, { input: { sessionId, clientMessageId, ...input } });
  }

  log(sessionId: string, after: number, limit = 200): Promise<LogPage> {
    return this.get('sessionLog', LOG, { sessionId, after, limit });
  }

  /** Every entry of the log, read as a client would: from cursor to cursor until nothing is missing. */
  async wholeLog(sessionId: string): Promise<LogPage['entries']> {
    const entries: LogPage['entries'][number][] = [];
    for (let after = 0, tries = 0; tries < 500; tries++) {
      const page = await this.log(sessionId, after);
      entries.push(...page.entries.filter((entry) => entry.seq > after && entry.seq <= page.contiguousSeq));
      // Holes younger than the grace time hold the cursor up for a moment.
      if (page.contiguousSeq === after && after < page.lastSeq) await new Promise((done) => setTimeout(done, 100));
      after = page.contiguousSeq;
      if (after === page.lastSeq) return entries;
    }
    throw new Error('unable to read the whole log; a hole stays open');
  }
}

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly errors: readonly AnsweredError[]) {
    super(errors.map((error) => `${error.errorType}: ${error.message}`).join('\n'));
  }
}

export const parseAnswer = (status: number, body: unknown): Answer => {
  const { data, errors } = (body ?? {}) as { data?: Answer['data']; errors?: readonly AnsweredError[] };
  return { status, data: data ?? null, errors: errors ?? [] };
};

/** A fragment of `domain/vocabulary/event-fragments.ts` as the text of a selection set. */
export const nested = (fragment: readonly string[]): string =>
  fragment
    .filter((path) => !path.includes('/'))
    .map((name) => {
      const inner = fragment.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
      return inner.length === 0 ? name : `${name} { ${nested(inner)} }`;
    })
    .join(' ');

/** Everything an `onMessageSent` subscriber receives. */
export const MESSAGE = nested(messageFragment);
export const SEND = `mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { ${MESSAGE} } }`;
/** Marks as read, and selects everything that an `onReceipt` subscriber receives. */
export const READ = `mutation Read($messageId: ID!) {
  markMessageAsRead(messageId: $messageId) { ${nested(receiptFragment)} }
}`;
export const CREATE = `mutation Create($input: CreateChatSessionInput!) {
  createChatSession(input: $input) { id kind name memberCount lastSeq myRole unreadCount }
}`;
export const LOG = `query Log($sessionId: ID!, $after: Int, $limit: Int) {
  sessionLog(sessionId: $sessionId, after: $after, limit: $limit) {
    entries { seq kind message { ${MESSAGE} } } contiguousSeq lastSeq
  }
}`;
export const MESSAGES = `query Messages($sessionId: ID!, $limit: Int, $before: String, $after: String) {
  messages(sessionId: $sessionId, limit: $limit, before: $before, after: $after) {
    items { ${MESSAGE} } pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
  }
}`;
export const SESSIONS = `query Sessions($limit: Int, $after: String) {
  myChatSessions(limit: $limit, after: $after) {
    items { id name unreadCount lastSeq lastMessage { seq text senderId } } pageInfo { endCursor hasNextPage }
  }
}`;
