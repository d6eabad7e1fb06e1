import type { Reason } from '../../domain/notification/who-is-notified.ts';
import { Reason as reasons } from '../../domain/notification/who-is-notified.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseInstant, toIso } from '../../domain/shared/instant.ts';
import type { CallId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseCallId, parseSeq, parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { NotificationKind } from '../../domain/vocabulary/notifications.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** Finds out who is to be told, a page of members at a time, and makes a job of each. */
export type AnnounceJob = {
  readonly kind: 'announce';
  readonly sessionId: SessionId;
  /** Whom the page begins after. */
  readonly after: UserId | null;
} & Announced;

export type Announced =
  | { readonly what: 'message'; readonly seq: Seq }
  | { readonly what: 'opening'; readonly id: string; readonly at: Instant; readonly actor: UserId }
  | { readonly what: 'request'; readonly id: string; readonly at: Instant; readonly actor: UserId };

/** Tells one user of a message. */
export interface MessageJob {
  readonly kind: 'message';
  readonly user: UserId;
  readonly sessionId: SessionId;
  readonly seq: Seq;
  readonly reason: Reason;
}

/** Tells one user of what a session itself has for them. */
export interface HappeningJob {
  readonly kind: 'happening';
  readonly user: UserId;
  readonly sessionId: SessionId;
  /** Of the event, the same whenever it is told. */
  readonly id: string;
  readonly at: Instant;
  readonly about: NotificationKind;
  /** Where the log tells of it; `null` where it does not. */
  readonly seq: Seq | null;
  readonly actor: UserId | null;
  readonly role: MemberRole | null;
}

/** Takes back from a user's devices what was read. */
export interface ClearJob {
  readonly kind: 'clear';
  readonly user: UserId;
  readonly sessionId: SessionId;
  readonly upTo: Seq;
}

/** Tells one user what was held back from them. */
export interface DigestJob {
  readonly kind: 'digest';
  readonly user: UserId;
  /** When it was due, which names the digest. */
  readonly at: Instant;
}

/** Brings what those who are rung are told of a call to where the call stands. */
export interface CallJob {
  readonly kind: 'call';
  /** `null` for everyone who is rung, as a job each. */
  readonly user: UserId | null;
  readonly sessionId: SessionId;
  readonly callId: CallId;
}

/** What the queue `pushes` holds: ids and facts, never what was said. */
export type NoticeJob = AnnounceJob | MessageJob | HappeningJob | ClearJob | DigestJob | CallJob;

/** As a queue keeps it: JSON, with times in ISO 8601. */
export type StoredJob = Readonly<Record<string, string | number | null>>;

export const storedJob = (job: NoticeJob): StoredJob => ('at' in job ? { ...job, at: toIso(job.at) } : { ...job });

/** The job that a queue kept; `undefined` for what is none. */
export function parseJob(body: unknown): NoticeJob | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = new Fields(body);
  const user = fields.parsed('user', parseUserId);
  const sessionId = fields.parsed('sessionId', parseSessionId);
  const at = fields.parsed('at', parseInstant);
  const kind = fields.text('kind');
  if (kind === 'digest') return user === undefined || at === undefined ? undefined : { kind, user, at };
  if (sessionId === undefined) return undefined;
  if (kind === 'announce') return announceIn(fields, sessionId, at);
  if (kind === 'call') {
    const callId = fields.parsed('callId', parseCallId);
    return callId === undefined ? undefined : { kind, user: user ?? null, sessionId, callId };
  }
  if (user === undefined) return undefined;
  const [seq, upTo] = [fields.seq('seq'), fields.seq('upTo')];
  if (kind === 'clear') return upTo === undefined ? undefined : { kind, user, sessionId, upTo };
  if (kind === 'message') {
    const reason = fields.oneOf('reason', reasons);
    return reason === undefined || seq === undefined ? undefined : { kind, user, sessionId, seq, reason };
  }
  if (kind !== 'happening') return undefined;
  const [id, about] = [fields.text('id'), fields.oneOf('about', NotificationKind)];
  if (id === undefined || about === undefined || at === undefined) return undefined;
  const actor = fields.parsed('actor', parseUserId) ?? null;
  const role = fields.oneOf('role', MemberRole) ?? null;
  return { kind, user, sessionId, id, at, about, seq: seq ?? null, actor, role };
}

function announceIn(fields: Fields, sessionId: SessionId, at: Instant | undefined): AnnounceJob | undefined {
  const [what, seq, id] = [fields.text('what'), fields.seq('seq'), fields.text('id')];
  const job = { kind: 'announce', sessionId, after: fields.parsed('after', parseUserId) ?? null } as const;
  if (what === 'message') return seq === undefined ? undefined : { ...job, what, seq };
  const actor = fields.parsed('actor', parseUserId);
  if (what !== 'opening' && what !== 'request') return undefined;
  return id === undefined || at === undefined || actor === undefined ? undefined : { ...job, what, id, at, actor };
}

class Fields {
  readonly #body: object;

  constructor(body: object) {
    this.#body = body;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    return typeof value === 'string' ? value : undefined;
  }

  parsed<Value>(name: string, parse: (text: string) => Value | undefined): Value | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : parse(text);
  }

  seq(name: string): Seq | undefined {
    const value = this.#value(name);
    return typeof value === 'number' ? parseSeq(value) : undefined;
  }

  oneOf<Value extends string>(name: string, values: Readonly<Record<string, Value>>): Value | undefined {
    return Object.values(values).find((value) => value === this.#value(name));
  }

  #value(name: string): unknown {
    return Object.getOwnPropertyDescriptor(this.#body, name)?.value;
  }
}
