import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { FoundBrowser } from '../support/browser.ts';
import type { Person } from '../support/graphql.ts';
import { startParley } from '../support/parley.ts';
import type { Parley } from '../support/parley.ts';
import { people } from '../support/people.ts';
import { visit } from './pages.ts';
import type { DemoPerson, VisitOptions, Visitor } from './pages.ts';
import { shared } from './shared.ts';

/** A Chromium for the tests of a file. Where none starts, all of them are skipped and say why. */
export interface BrowserStage {
  readonly browser: Browser;
  /** A browser without a past, closed after the test. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
}

/** What the tests of a file stand on: a Chromium, and a Parley to be looked at. */
export interface Stage extends BrowserStage {
  /** The one that runs at this moment: see `restart`. */
  readonly parley: Parley;
  /** Opens the page as one of the demo people; it is closed, and its complaints are looked at, after the test. */
  open(userId: DemoPerson, options?: OpenOptions): Promise<Visitor>;
  /** The same, at a session that is there, live. */
  openAt(userId: DemoPerson, sessionId: string, options?: OpenOptions): Promise<Visitor>;
  /** A new session of theirs, made over HTTP: its id. */
  sessionOf(owner: DemoPerson, memberIds: readonly string[], more?: Record<string, unknown>): Promise<string>;
  /** Ann and Bob, both looking at a new session of hers, live. */
  pair(name: string, options?: OpenOptions): Promise<Pair>;
  /** Ann, looking at a new session of hers with Bob, who is at a plain HTTP client. */
  alone(name: string): Promise<{ readonly ann: Visitor; readonly bob: Person; readonly sessionId: string }>;
  /** People at plain HTTP clients. The tuple is as long as the list of ids. */
  people<Ids extends readonly string[]>(...ids: Ids): Promise<{ [At in keyof Ids]: Person }>;
  /** Ends Parley and starts it on the same data and port; it has to be the tests' own. */
  restart(signal: NodeJS.Signals): Promise<void>;
}

export interface BrowserStageOptions {
  /** Why the tests do not run, where they do not: then nothing is started for them. */
  readonly skipped?: string | undefined;
  /** What the tests need to be there, once there is a browser. */
  readonly prepare?: (browser: Browser) => Promise<void>;
}

export interface StageOptions {
  /** Whether the tests need a Parley that nobody used before, or do to it what others would feel. Default: they share one. */
  readonly ownParley?: boolean;
  /** Why the tests do not run, where they do not: then nothing is started for them. */
  readonly skipped?: string | undefined;
  /** Settings of Parley, asked for when it is started. */
  readonly settings?: () => Promise<Readonly<Record<string, string>>>;
  /** What a page may complain of, since the tests cut it off on purpose. Default: nothing. */
  readonly tolerates?: RegExp;
  /** What the tests need to be there, once Parley runs. */
  readonly prepare?: (stage: Stage) => Promise<void>;
}

export interface OpenOptions extends VisitOptions {
  /** Where the page is, if not at Parley itself: `http://127.0.0.1:<port>`. */
  readonly url?: string;
}

/** Two people who look at the same session; Ann made it. */
export interface Pair {
  readonly ann: Visitor;
  readonly bob: Visitor;
  readonly sessionId: string;
}

/** A Chromium for the tests of the surrounding `describe`. */
export const onBrowserStage = ({ skipped, prepare }: BrowserStageOptions = {}): BrowserStage => {
  let found: FoundBrowser = { missing: skipped ?? 'no test has begun' };
  const contexts: BrowserContext[] = [];

  if (skipped === undefined) {
    shared.beforeAll(async ({ found: ofWorker }) => {
      found = ofWorker;
      if (found.browser !== undefined) await prepare?.(found.browser);
    });
  }
  beforeEach((ctx) => {
    if (found.browser === undefined) ctx.skip(found.missing);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  const browser = (): Browser => {
    if (found.browser === undefined) throw new Error(`unable to open a browser; ${found.missing}`);
    return found.browser;
  };
  return {
    get browser() {
      return browser();
    },
    async context(options) {
      const context = await browser().newContext(options);
      contexts.push(context);
      return context;
    },
  };
};

/** A Chromium and a Parley for the tests of the surrounding `describe`; settings make it one of their own. */
export const onStage = ({
  skipped,
  settings,
  ownParley = settings !== undefined,
  tolerates,
  prepare,
}: StageOptions = {}): Stage => {
  let running: Parley | undefined;
  let restarting: Promise<void> = Promise.resolve();
  const visitors: Visitor[] = [];

  const chromium = onBrowserStage({ skipped });
  const begin = async (there: Parley | undefined): Promise<void> => {
    running = there;
    if (there !== undefined) await prepare?.(stage);
  };
  if (skipped === undefined && !ownParley) shared.beforeAll(({ parley: ofWorker }) => begin(ofWorker));
  if (skipped === undefined && ownParley) {
    shared.beforeAll(async ({ found }) =>
      begin(
        found.browser === undefined
          ? undefined
          : await startParley(settings === undefined ? {} : { env: await settings() }),
      ),
    );
    afterAll(async () => {
      // A test that failed meanwhile leaves it on its way.
      await restarting.catch(() => undefined);
      await running?.stop();
    });
  }
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
    expect(complaints.filter((text) => tolerates?.test(text) !== true)).toEqual([]);
  });
  const parley = (): Parley => {
    if (running === undefined) throw new Error('unable to use Parley; it does not run');
    return running;
  };
  const stage: Stage = {
    context: chromium.context,
    get browser() {
      return chromium.browser;
    },
    get parley() {
      return parley();
    },
    async open(userId, { url = parley().url, ...options } = {}) {
      const visitor = await visit(chromium.browser, url, userId, options);
      visitors.push(visitor);
      return visitor;
    },
    openAt: (userId, sessionId, options) => stage.open(userId, { ...options, sessionId }),
    async sessionOf(owner, memberIds, more) {
      const [person] = await stage.people(owner);
      return (await person.createSession(memberIds, more)).id;
    },
    async pair(name, options) {
      const sessionId = await stage.sessionOf('ann', ['bob'], { name });
      const [ann, bob] = await Promise.all([
        stage.openAt('ann', sessionId, options),
        stage.openAt('bob', sessionId, options),
      ]);
      return { ann, bob, sessionId };
    },
    async alone(name) {
      const sessionId = await stage.sessionOf('ann', ['bob'], { name });
      const [ann, [bob]] = await Promise.all([stage.openAt('ann', sessionId), stage.people('bob')]);
      return { ann, bob, sessionId };
    },
    people: (...ids) => people(parley(), ...ids),
    restart(signal) {
      if (!ownParley) throw new Error('unable to restart Parley; others use it, too');
      restarting = parley()
        .restart(signal)
        .then((parleyAgain) => {
          running = parleyAgain;
        });
      return restarting;
    },
  };
  return stage;
};
