import { signedIn } from '../support/people.ts';
import type { Action, Outcome, Send } from './actions.ts';
import { told } from './actions.ts';
import { apply, repeat } from './effects.ts';
import { expectedViews } from './expected.ts';
import type { Model } from './model.ts';
import { emptyModel, mayHear, memberOf, messageAt, sessionIn } from './model.ts';
import { observedViews } from './observed.ts';
import { judge } from './rules.ts';
import type { Step } from './steps.ts';
import { meant, pick, sessionOf, written } from './steps.ts';
import { User } from './user.ts';
import { differences } from './views.ts';

/** What a run came to: how many actions were tried, how each ended, and what was wrong. */
export interface Report {
  /** Every step, in words, with what came of it. */
  readonly story: readonly string[];
  readonly wrong: readonly string[];
  /** By action and outcome. */
  readonly tried: ReadonlyMap<string, number>;
}

interface Written {
  readonly action: Send & { readonly by: string };
  readonly outcome: Promise<Outcome>;
}

const names = ['ann', 'bob', 'cat', 'dan', 'eve'];

/** A few users on the product, and the models that agree with all that they were answered so far. */
class Run {
  readonly story: string[] = [];
  readonly wrong: string[] = [];
  readonly tried = new Map<string, number>();
  readonly #users: readonly User[];
  /** More than one where two actions at the same moment leave open which was first. */
  #models: readonly Model[];
  readonly #names = new Map<string, string>();
  /** What those wrote who had no network. */
  readonly #written = new Map<string, Written[]>();
  #count = 0;

  constructor(users: readonly User[]) {
    this.#users = users;
    this.#models = [emptyModel(users.map(({ userId }) => userId))];
    users.forEach(({ userId }, at) => this.#names.set(userId, names[at] ?? userId));
  }

  async take(step: Step): Promise<void> {
    this.#count += 1;
    const model = this.#model;
    const present = this.#users.filter(({ transport }) => !transport.isCut).map(({ userId }) => userId);
    switch (step.kind) {
      case 'act': {
        const action = meant(model, step.draw, present, this.#count);
        if (action === undefined) return;
        const outcome = await this.#user(action.by).does(action);
        this.#tell(action, outcome);
        this.#agree([[action, outcome]]);
        await this.#lookAtNew(action, outcome);
        return;
      }
      case 'together': {
        const [one, other] = step.draws.map((draw, at) => meant(model, draw, present, this.#count * 1000 + at));
        if (one === undefined || other === undefined || one.by === other.by) return;
        const outcomes = await Promise.all([one, other].map((action) => this.#user(action.by).does(action)));
        const both = [one, other].map((action, at): [Action, Outcome] => [action, outcomes[at] ?? { refused: '' }]);
        for (const [action, outcome] of both) this.#tell(action, outcome, 'at once: ');
        this.#agree(both);
        return;
      }
      case 'drop':
      case 'return': {
        const isDropped = step.kind === 'drop';
        const users = this.#users.filter(({ transport }) => transport.isCut !== isDropped);
        const user = pick(users, step.who);
        if (user === undefined || (isDropped && present.length <= 2)) return;
        this.story.push(`${this.#nameOf(user.userId)} ${isDropped ? 'is cut off' : 'is back'}`);
        if (isDropped) user.transport.disconnect();
        else await this.#return(user);
        return;
      }
      case 'write': {
        const user = pick(
          this.#users.filter(({ transport }) => transport.isCut),
          step.who,
        );
        const action = user && written(model, user.userId, step.draw, this.#count);
        if (user?.feed(action?.session ?? '') === undefined || action === undefined) return;
        this.story.push(`${told(action, (id) => this.#nameOf(id))}: is on its way`);
        const outcome = user.writes(action);
        // Whether it was refused is looked at when they are back.
        outcome.catch(() => undefined);
        this.#written.set(user.userId, [...(this.#written.get(user.userId) ?? []), { action, outcome }]);
        return;
      }
      case 'look': {
        const by = pick(present, step.who);
        const session = by === undefined ? undefined : sessionOf(model, by, step.where);
        if (by === undefined || session === undefined) return;
        this.story.push(`${this.#nameOf(by)} looks at ${this.#nameOf(session.id)}`);
        const user = this.#user(by);
        user.leaveFailed();
        await user.look(session.id);
      }
    }
  }

  /** Everyone comes back, every client shows what it can, and all of it is compared. */
  async end(): Promise<void> {
    for (const user of this.#users) if (user.transport.isCut) await this.#return(user);
    await Promise.all(this.#users.map((user) => this.#settle(user)));
    const observed = await observedViews(this.#model, this.#users);
    const found = this.#models.map((model) => differences(expectedViews(model), observed));
    const least = found.reduce((best, one) => (one.length < best.length ? one : best), found[0] ?? []);
    this.wrong.push(...least.map((line) => this.#inWords(line)), ...this.#overheard());
  }

  get #model(): Model {
    const [model] = this.#models;
    if (model === undefined) throw new Error('unable to go on; no model agrees with the product');
    return model;
  }

  #user(id: string): User {
    const user = this.#users.find(({ userId }) => userId === id);
    if (user === undefined) throw new Error('unable to act; there is no such user');
    return user;
  }

  /** What they wrote meanwhile goes out, in order; all but what they would have to wait for, and what comes after it there. */
  async #return(user: User): Promise<void> {
    user.transport.reconnect();
    user.client.wake();
    const waiting = this.#written.get(user.userId) ?? [];
    this.#written.delete(user.userId);
    for (const { action, outcome } of waiting) {
      if (user.feed(action.session) === undefined) continue;
      const verdict = judge(this.#model, action);
      if ('refused' in verdict && verdict.refused.some((code) => code === 'Muted' || code === 'RateLimited')) {
        user.leave([action.session]);
        continue;
      }
      const ending = await outcome;
      this.#tell(action, ending);
      this.#agree([[action, ending]]);
    }
  }

  async #settle(user: User): Promise<void> {
    await user.settled();
    user.leaveFailed();
    const own = this.#model.sessions.filter((session) => memberOf(session, user.userId) !== undefined);
    await Promise.all(own.map(({ id }) => user.look(id)));
    user.client.wake();
    await user.settled();
  }

  /** Whoever opens a session has it before them. */
  async #lookAtNew(action: Action, outcome: Outcome): Promise<void> {
    if (action.act !== 'create' || !('answer' in outcome) || outcome.answer.sessionId === undefined) return;
    await this.#user(action.by).look(outcome.answer.sessionId);
  }

  #tell(action: Action, outcome: Outcome, how = ''): void {
    if ('answer' in outcome && outcome.answer.sessionId !== undefined && !this.#names.has(outcome.answer.sessionId)) {
      this.#names.set(outcome.answer.sessionId, `s${this.#names.size - names.length + 1}`);
    }
    const ending =
      'refused' in outcome ? outcome.refused : outcome.answer.seq === null ? 'done' : `at ${outcome.answer.seq}`;
    this.story.push(`${how}${told(action, (id) => this.#nameOf(id))}: ${ending}`);
    const kind = `${action.act} ${'refused' in outcome ? outcome.refused : 'done'}`;
    this.tried.set(kind, (this.tried.get(kind) ?? 0) + 1);
  }

  /** Keeps the models in which this can have happened, in some order. */
  #agree(happened: readonly [Action, Outcome][]): void {
    const orders = happened.length === 1 ? [happened] : [happened, [...happened].reverse()];
    const next = this.#models.flatMap((model) => orders.flatMap((order) => after(model, order) ?? []));
    if (next.length === 0) {
      const verdicts = happened.map(([action]) => JSON.stringify(judge(this.#model, action)));
      throw new Disagreement(`expected ${verdicts.join(' and ')}`);
    }
    const models = distinct(next);
    if (happened.length > 1) for (const model of models) atOneMoment(model, happened);
    this.#models = models;
  }

  /** What was told to someone who was not there. */
  #overheard(): readonly string[] {
    return this.#users.flatMap(({ userId, heard }) =>
      heard.flatMap(({ sessionId, seq }) => {
        const isMeant = this.#models.some((model) => {
          const session = sessionIn(model, sessionId);
          return session !== undefined && mayHear(session, userId, seq);
        });
        return isMeant
          ? []
          : [`${this.#nameOf(userId)} heard position ${seq} of ${this.#nameOf(sessionId)}, being no member then`];
      }),
    );
  }

  #nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  #inWords(line: string): string {
    return [...this.#names].reduce((words, [id, name]) => words.replaceAll(id, name), line);
  }
}

/** The product did what no order of things allows. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** The model after these, one by one, or nothing where it does not allow one of them to end so. */
const after = (model: Model, happened: readonly [Action, Outcome][]): Model | undefined => {
  const next = structuredClone(model);
  for (const [action, outcome] of happened) {
    const verdict = judge(next, action);
    if ('refused' in outcome) {
      if (!('refused' in verdict) || !verdict.refused.includes(outcome.refused)) return undefined;
      continue;
    }
    if ('refused' in verdict) return undefined;
    if (!isAnswered(next, action, outcome, verdict.becomes === 'changed')) return undefined;
    if (verdict.becomes === 'changed') apply(next, action, outcome.answer);
    else if (action.act === 'send') repeat(next, action, outcome.answer);
  }
  return next;
};

/** Whether an answer says what it must: where the log tells of a change, and nothing where there was none. */
const isAnswered = (
  model: Model,
  action: Action,
  outcome: Extract<Outcome, { answer: unknown }>,
  isChanged: boolean,
): boolean => {
  const { seq, sessionId, was, lastReadSeq, senderName } = outcome.answer;
  switch (action.act) {
    case 'create':
      return sessionId !== undefined && (sessionIn(model, sessionId) === undefined) === isChanged;
    case 'reject':
    case 'withdrawInvite':
      return was === isChanged;
    case 'read': {
      const session = sessionIn(model, action.session);
      const before = (session && memberOf(session, action.by)?.lastReadSeq) ?? 0;
      return lastReadSeq === Math.max(before, action.seq);
    }
    case 'readThread':
    case 'requestToJoin':
    case 'invite':
    case 'block':
    case 'unblock':
      return true;
    default:
      break;
  }
  const session = sessionIn(model, action.session);
  if (session === undefined) return false;
  if (action.act === 'send') {
    const alias = memberOf(session, action.by)?.alias ?? null;
    if (action.isAnonymous && isChanged && alias !== null && alias !== senderName) return false;
    const held = messageAt(session, seq);
    return isChanged ? held === undefined : held?.clientMessageId === action.key && held.senderId === action.by;
  }
  return (seq !== null) === isChanged && !session.log.some((entry) => entry.seq === seq);
};

/** Who comes or goes at the moment at which something else happens may hear it, or not. */
const atOneMoment = ({ sessions }: Model, happened: readonly [Action, Outcome][]): void => {
  const taken = happened.flatMap(([, outcome]) => ('answer' in outcome ? (outcome.answer.seq ?? []) : []));
  for (const stay of sessions.flatMap(({ stays }) => stays)) {
    if (taken.includes(stay.from)) stay.from = Math.min(...taken);
    if (stay.to !== null && taken.includes(stay.to)) stay.to = Math.max(...taken);
  }
};

const distinct = (models: readonly Model[]): readonly Model[] => [
  ...new Map(models.map((model) => [JSON.stringify(model), model])).values(),
];

/** Takes the steps with users of its own. */
export const runSteps = async (url: string, steps: readonly Step[], mark: string): Promise<Report> => {
  const users = await Promise.all(
    names.map(async (name) => {
      const userId = `${name}-${mark}`;
      return new User(userId, { url, token: await signedIn(url, userId, userId) });
    }),
  );
  const run = new Run(users);
  try {
    for (const step of steps) await run.take(step);
    await run.end();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    run.wrong.push(cause instanceof Disagreement ? cause.message : (cause.stack ?? cause.message));
  } finally {
    await Promise.all(users.map((user) => user.close()));
  }
  return run;
};
