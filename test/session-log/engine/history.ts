import type { GraphQLAnswer, Json } from '../../../runtime/contract.ts';
import { isJsonArray } from '../../../runtime/json.ts';
import type { Api } from '../../support/api-in-process.ts';
import { refusalsOf, valueAt } from '../../support/api-in-process.ts';
import { LOG, READ, SEND } from '../../support/graphql.ts';
import type { Act, Course, ReaderName, UserName } from './plans.ts';
import { readers } from './plans.ts';
import type { World } from './world.ts';

/** An entry as the API showed it, written down so that entries compare as text. */
export type Shown = string;

/** A message that the API acknowledged. */
export interface Acknowledged {
  readonly who: UserName;
  readonly clientMessageId: string;
  readonly id: string;
  readonly seq: number;
  readonly shown: Shown;
}

export interface Reader {
  cursor: number;
  /** What it holds by position, up to its cursor. */
  readonly held: Map<number, Shown>;
}

/** An answer that no interleaving and no fault excuses. */
export class Unexcused extends Error {
  override readonly name = 'Unexcused';
}

/** What histories must come by, all together, to have shown anything. */
export const everyPlace = [
  'acknowledged',
  'acknowledged again',
  'moved by a seal',
  'refused for now',
  'crashed',
  'read',
  'marked',
] as const;
export type Place = (typeof everyPlace)[number];

/** One session and all that was said about it to its writers and readers. */
export class History {
  readonly acknowledged: Acknowledged[] = [];
  /** Read pointers: what was asked for, and what was acknowledged. */
  readonly asked = { ann: new Set([0]), bob: new Set([0]) };
  readonly read = { ann: 0, bob: 0 };
  /** Where its acts came by. */
  readonly reached = new Set<Place>();
  readonly #readers: Readonly<Record<ReaderName, Reader>>;
  readonly #api: Api;
  readonly #world: World;
  readonly #names: Readonly<Record<UserName, string>>;
  readonly sessionId: string;
  #texts = 0;

  constructor(api: Api, world: World, sessionId: string, names: Readonly<Record<UserName, string>>) {
    this.#api = api;
    this.#world = world;
    this.sessionId = sessionId;
    this.#names = names;
    this.#readers = { "ann's phone": newReader(), "ann's laptop": newReader(), "bob's phone": newReader() };
  }

  readerNamed(name: ReaderName): Reader {
    return this.#readers[name];
  }

  /** Does one act as part of a wave. @throws {Unexcused} */
  async perform(act: Act): Promise<void> {
    switch (act.kind) {
      case 'pass':
        return this.#world.pass();
      case 'send':
        return this.#send(act.who, `message ${act.id}`, act);
      case 'read':
        return this.#readOn(act.who, act.limit, act);
      case 'mark':
        return this.#mark(act.who, act.nth, act);
    }
  }

  /** Reads to the end without faults, as a client does. @throws {Unexcused} when it takes longer than P4 allows. */
  async catchUp(name: ReaderName, limit: number): Promise<void> {
    const reader = this.#readers[name];
    let allowed = Infinity;
    for (let reads = 1; ; reads += 1) {
      const lastSeq = this.#apply(reader, await this.#page(name, reader.cursor, limit), reader.cursor);
      if (allowed === Infinity) allowed = lastSeq - reader.cursor + 3;
      if (reader.cursor === lastSeq) return;
      if (reads > allowed)
        throw new Unexcused(`P4: ${name} stays at ${reader.cursor} of ${lastSeq} after ${reads} reads`);
    }
  }

  #page(name: ReaderName, after: number, limit: number): Promise<GraphQLAnswer> {
    return this.#api.execute(this.#names[readers[name]], LOG, { sessionId: this.sessionId, after, limit });
  }

  async #send(who: UserName, clientMessageId: string, course: Course): Promise<void> {
    this.#texts += 1;
    // Each attempt says something else, so that it shows whose words got there.
    const text = `attempt ${this.#texts}`;
    const input = { sessionId: this.sessionId, clientMessageId, content: { text } };
    const ended = await this.#ask(who, course, SEND, { input });
    if (ended === undefined) return;
    const { answer, operations } = ended;
    const message = valueAt(answer, 'sendMessage');
    const [id, seq] = [valueAt(answer, 'sendMessage', 'id'), valueAt(answer, 'sendMessage', 'seq')];
    if (typeof id !== 'string' || typeof seq !== 'number') throw new Unexcused('a message has no id or position');
    const known = this.acknowledged.some((one) => one.who === who && one.clientMessageId === clientMessageId);
    this.reached.add(known ? 'acknowledged again' : 'acknowledged');
    // Its own words, and yet two positions were reserved for them.
    if (valueAt(answer, 'sendMessage', 'content', 'text') === text && operations > 4)
      this.reached.add('moved by a seal');
    this.acknowledged.push({ who, clientMessageId, id, seq, shown: JSON.stringify(message) });
  }

  async #readOn(name: ReaderName, limit: number, course: Course): Promise<void> {
    const reader = this.#readers[name];
    const after = reader.cursor;
    const ended = await this.#ask(readers[name], course, LOG, { sessionId: this.sessionId, after, limit });
    if (ended === undefined) return;
    this.reached.add('read');
    this.#apply(reader, ended.answer, after);
  }

  async #mark(who: UserName, nth: number, course: Course): Promise<void> {
    const message = this.acknowledged[nth % Math.max(1, this.acknowledged.length)];
    if (message === undefined) return;
    this.asked[who].add(message.seq);
    const ended = await this.#ask(who, course, READ, { messageId: message.id });
    if (ended === undefined) return;
    const stands = valueAt(ended.answer, 'markMessageAsRead', 'lastReadSeq');
    if (typeof stands !== 'number' || stands < message.seq) {
      throw new Unexcused(`${who} marked ${message.seq} as read, and the pointer stands at ${JSON.stringify(stands)}`);
    }
    this.reached.add('marked');
    this.read[who] = Math.max(this.read[who], stands);
  }

  /** `undefined` when it ended without an answer, or refused to be sent again. */
  async #ask(who: UserName, course: Course, query: string, variables: { readonly [name: string]: Json }) {
    const ended = await this.#world.request(this.#api, course, this.#names[who], query, variables);
    const { answer, operations } = ended;
    if (answer === undefined) {
      this.reached.add('crashed');
      return undefined;
    }
    const refusals = refusalsOf(answer);
    if (refusals.length === 0) return { answer, operations };
    if (refusals.some((code) => code !== 'TryAgain')) throw new Unexcused(`refused with ${refusals.join(', ')}`);
    // No wave is long enough to seal a live writer's position three times.
    if (!ended.disturbed) throw new Unexcused('refused with TryAgain, although nothing went wrong');
    this.reached.add('refused for now');
    return undefined;
  }

  /** Takes in a page as a client does; answers its lastSeq. */
  #apply(reader: Reader, answer: GraphQLAnswer, after: number): number {
    const page = (...path: readonly (string | number)[]) => valueAt(answer, 'sessionLog', ...path);
    const [entries, contiguousSeq, lastSeq] = [page('entries'), page('contiguousSeq'), page('lastSeq')];
    if (!isJsonArray(entries) || typeof contiguousSeq !== 'number' || typeof lastSeq !== 'number') {
      throw new Unexcused(`a page of the log is none: ${refusalsOf(answer).join(', ')}`);
    }
    const seqs = entries.map((_, i) => Number(page('entries', i, 'seq')));
    if (seqs.some((seq, i) => seq <= (seqs[i - 1] ?? after))) throw new Unexcused(`out of order: ${seqs.join(', ')}`);
    if (contiguousSeq > lastSeq) throw new Unexcused(`contiguousSeq ${contiguousSeq} is past lastSeq ${lastSeq}`);
    for (let seq = after + 1; seq <= contiguousSeq; seq += 1) {
      const entry = entries[seqs.indexOf(seq)];
      if (entry === undefined) throw new Unexcused(`contiguousSeq is ${contiguousSeq}, and position ${seq} is missing`);
      const shown = JSON.stringify(entry);
      const before = reader.held.get(seq);
      if (before !== undefined && before !== shown) throw new Unexcused(`${seq} changed: ${before} to ${shown}`);
      reader.held.set(seq, shown);
    }
    reader.cursor = Math.max(reader.cursor, contiguousSeq);
    return lastSeq;
  }
}

const newReader = (): Reader => ({ cursor: 0, held: new Map() });
