import { ChatError, ClientErrorCode, chatErrorFrom } from './errors.ts';
import type { LiveHandlers, Variables } from './transport.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface AmplifySubscriptionOptions {
  /** Subscribes with exactly this object of variables. Answers an observable. */
  readonly open: (variables: Record<string, unknown>) => unknown;
  readonly renewToken: () => Promise<unknown>;
  readonly variables: Variables;
  readonly handlers: LiveHandlers;
  readonly world: World;
}

/**
 * Amplify waits 5 s after a drop, tries for about as long, and then only once a minute: too long for who is waiting for
 * an answer. A subscription without an acknowledgement after this time is begun anew.
 */
const impatience = { firstMs: 16_000, mostMs: 30_000 };
/** After so long Amplify tries by itself once it lost its socket: `RECONNECT_DELAY` of @aws-amplify/api-graphql. */
const amplifyDelayMs = 5_000;
const refusedAgain = { firstMs: 1_000, mostMs: 30_000 };

/**
 * One subscription, kept alive.
 *
 *     start ──> opening ──acknowledged──> live
 *                 ▲  ▲                     │
 *    no answer in │  └── Amplify ──────────┤ cut
 *    good time    └────── anew ──── lost <─┘
 *
 * What the server refuses for good, it ends.
 */
export class AmplifySubscription {
  readonly #options: AmplifySubscriptionOptions;
  #own: Record<string, unknown> = {};
  #state: 'opening' | 'live' | 'lost' | 'over' = 'opening';
  #attempt = 0;
  #renewed = false;
  #unsubscribe: (() => void) | undefined;
  #cancelWait: (() => void) | undefined;

  constructor(options: AmplifySubscriptionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#state === 'over') return;
    this.#unsubscribe?.();
    // Amplify hands the very object back with the acknowledgement, and nothing else tells whose it is.
    this.#own = { ...this.#options.variables };
    const own = this.#own;
    this.#beImpatient();
    try {
      const subscription = observed(this.#options.open(own)).subscribe({
        next: (answer) => {
          if (this.#own === own && this.#state !== 'over') this.#options.handlers.event(dataOf(answer));
        },
        error: (cause) => {
          if (this.#own === own) this.#refused(refusalOf(cause));
        },
      });
      this.#unsubscribe = () => subscription.unsubscribe();
    } catch (cause) {
      this.#refused(chatErrorFrom(cause));
    }
  }

  /** Some subscription was acknowledged; ours if it was opened with our object of variables. */
  acknowledged(variables: unknown): void {
    if (variables !== this.#own || this.#state === 'over') return;
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#state = 'live';
    this.#attempt = 0;
    this.#renewed = false;
    this.#options.handlers.ready();
  }

  /** The socket broke. */
  cut(error: ChatError): void {
    if (this.#state === 'over') return;
    const known = this.#state === 'lost';
    this.#state = 'lost';
    if (known) return;
    this.#options.handlers.lost(error);
    this.#beImpatient();
    const { handlers, world } = this.#options;
    handlers.retrying?.(world.now() + amplifyDelayMs);
  }

  /** The network is back, or someone is looking: no need to wait any longer. */
  wake(): void {
    if (this.#state === 'lost') this.start();
  }

  stop(): void {
    this.#state = 'over';
    this.#cancelWait?.();
    this.#unsubscribe?.();
  }

  #refused(error: ChatError): void {
    if (this.#state === 'over') return;
    if (error.code === ClientErrorCode.Unauthenticated && !this.#renewed) {
      this.#renewed = true;
      void this.#options.renewToken().then(
        () => this.start(),
        (cause: unknown) => this.#refused(chatErrorFrom(cause)),
      );
      return;
    }
    if (!error.retryable) {
      this.stop();
      this.#options.handlers.lost(error);
      return;
    }
    this.cut(error);
    this.#startIn(waitBefore(this.#attempt, refusedAgain, () => this.#options.world.random()));
  }

  #beImpatient(): void {
    this.#startIn(waitBefore(this.#attempt, impatience, () => this.#options.world.random()));
  }

  #startIn(ms: number): void {
    this.#cancelWait?.();
    const { handlers, world } = this.#options;
    if (this.#state === 'lost') handlers.retrying?.(world.now() + ms);
    this.#cancelWait = world.after(ms, () => {
      this.#attempt += 1;
      this.cut(
        new ChatError(ClientErrorCode.NetworkLost, 'unable to hear live events; the server does not answer', {
          retryable: true,
        }),
      );
      this.start();
    });
  }
}

/**
 * What is refused by a code of ours stays refused. Anything else may be of the way: over a connection that comes and goes,
 * Amplify says a subscription twice, for one (`DuplicatedOperationError`); another attempt has another name.
 */
const refusalOf = (cause: unknown): ChatError => {
  const error = chatErrorFrom(cause);
  if (error.code !== ClientErrorCode.Unexpected || error.retryable) return error;
  return new ChatError(error.code, error.message, { retryable: true, cause });
};

interface Observable {
  subscribe(observer: { next: (value: unknown) => void; error: (cause: unknown) => void }): { unsubscribe(): void };
}

const observed = (value: unknown): Observable => {
  if (!isObservable(value)) throw new Error('unable to subscribe; the document is no subscription');
  return value;
};

const isObservable = (value: unknown): value is Observable =>
  typeof value === 'object' && value !== null && 'subscribe' in value && typeof value.subscribe === 'function';

const dataOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'data') : undefined;
