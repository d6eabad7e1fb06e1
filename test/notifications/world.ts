import { MemoryBlocks } from '../../adapters/memory/blocks.ts';
import { MemoryChatSessionDirectory } from '../../adapters/memory/chat-session-directory.ts';
import { MemoryEmailSender } from '../../adapters/memory/email-sender.ts';
import { MemoryStore } from '../../adapters/memory/memory-store.ts';
import { MemoryVideoCalls } from '../../adapters/memory/video-calls.ts';
import { MemoryPresences } from '../../adapters/memory/presences.ts';
import type { NotifyingDependencies } from '../../application/notifications/dependencies.ts';
import type { NoticeJob, StoredJob } from '../../application/notifications/jobs.ts';
import { releaseDue } from '../../application/notifications/release-due.ts';
import { notifications } from '../../application/policies/notifications.ts';
import { sendPush } from '../../application/policies/send-push.ts';
import type { Push, DeviceAddress, PushOutcome } from '../../application/ports/push-provider.ts';
import type { SessionEvent } from '../../application/ports/session-events.ts';
import { DirectoryUnavailable } from '../../application/ports/user-directory.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { SentMessage } from '../../domain/message/message.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aDraft, aPosition } from '../builders/messages.ts';
import { openMemoryPeople } from '../contracts/people/memory-stores.ts';

/** A push as a device got it. */
export interface Got {
  readonly push: Push;
  readonly device: DeviceAddress;
}

/** A message that waits in the queue. */
interface Waiting {
  readonly job: StoredJob;
  readonly visibleAt: number;
  readonly receives: number;
}

/** What can go wrong, at each step that reaches out of the process. Nothing does, unless told otherwise. */
export interface Faults {
  /** The step fails before it does anything, or dies after it did all of it. */
  readonly at: (step: string) => 'before' | 'after' | undefined;
  readonly provider: (got: Got) => PushOutcome;
  /** How often others have their turn before a step is taken. */
  readonly yields: () => number;
}

const noFaults: Faults = { at: () => undefined, provider: () => 'sent', yields: () => 0 };

/** Everything that notifying takes, in memory, with a queue that behaves as SQS does. */
export class NotifyingWorld {
  readonly clock = new ManualClock();
  readonly store = new MemoryStore(this.clock);
  readonly people = openMemoryPeople(this.store);
  readonly presences = new MemoryPresences();
  readonly blocks = new MemoryBlocks(this.store);
  readonly videoCalls = new MemoryVideoCalls(this.store);
  readonly emails = new MemoryEmailSender();
  /** All that the provider took, again and again where it was sent again. */
  readonly taken: Got[] = [];
  readonly waiting: Waiting[] = [];
  readonly dead: { readonly job: StoredJob; readonly why: string }[] = [];
  readonly dependencies: NotifyingDependencies;
  readonly #faults: Faults;

  constructor(faults: Partial<Faults> = {}) {
    this.#faults = { ...noFaults, ...faults };
    const guard = <Port extends object>(name: string, port: Port): Port => this.#failing(name, port);
    this.dependencies = {
      audience: guard('audience', this.people.audience),
      blocks: guard('blocks', this.blocks),
      chatSessions: guard('chatSessions', this.people.chatSessions),
      directory: guard('directory', new MemoryChatSessionDirectory(this.store)),
      sessionLog: guard('sessionLog', this.people.sessionLog),
      videoCalls: guard('videoCalls', this.videoCalls),
      unreadCounts: guard('unreadCounts', this.people.unreadCounts),
      presences: guard('presences', this.presences),
      devices: guard('devices', this.people.devices),
      notificationSettings: guard('settings', this.people.notificationSettings),
      notices: guard('notices', this.people.notices),
      notificationList: guard('list', this.people.notificationList),
      users: guard('users', { emailOf: async (user) => `${user}@users.invalid` }),
      emailSender: guard('email', this.emails),
      pushProvider: guard('push', {
        send: async (push, to) =>
          to.map((device) => {
            const outcome = this.#faults.provider({ push, device });
            if (outcome === 'sent') this.taken.push({ push, device });
            return { device, outcome };
          }),
      }),
      pushes: guard('queue', {
        send: async (jobs, { delaySeconds = 0 } = {}) => {
          const visibleAt = this.clock.now() + delaySeconds * 1000;
          for (const job of jobs) this.waiting.push({ job, visibleAt, receives: 0 });
        },
      }),
      clock: this.clock,
      random: () => 0.5,
    };
  }

  /** What the devices show: of what was sent twice, by its id, one. */
  get shown(): readonly Got[] {
    const byId = new Map(this.taken.map((got) => [`${got.push.id} ${got.device.userId} ${got.device.deviceId}`, got]));
    return [...byId.values()];
  }

  shownTo(user: UserId): readonly Push[] {
    return this.shown.filter(({ device }) => device.userId === user).map(({ push }) => push);
  }

  async say(sessionId: SessionId, sender: UserId, more: Parameters<typeof aDraft>[2] = {}): Promise<SentMessage> {
    const { sessionLog } = this.people;
    const seq = await aPosition(sessionLog, sessionId, this.clock.now());
    const message = messageAt(aDraft(sessionId, sender, more), seq, this.clock.now());
    await sessionLog.write(message);
    return message;
  }

  /** What the stream tells of a message. */
  sent(message: SentMessage): SessionEvent {
    const { sessionId, seq, createdAt } = message;
    return { name: 'MessageSent', id: `sent-${seq}`, sessionId, occurredAt: createdAt, message };
  }

  /** Tells the reader of the stream, and does what comes of it at this moment. */
  async tell(...events: readonly SessionEvent[]): Promise<void> {
    await notifications(this.dependencies).handle(events);
    await this.work();
  }

  /** Says something, and everyone is told who is to be. */
  async sayAndTell(
    sessionId: SessionId,
    sender: UserId,
    more: Parameters<typeof aDraft>[2] = {},
  ): Promise<SentMessage> {
    const message = await this.say(sessionId, sender, more);
    await this.tell(this.sent(message));
    return message;
  }

  /** Does what can be done now, without any time passing. */
  async work(): Promise<void> {
    const worker = sendPush(this.dependencies);
    for (;;) {
      const next = this.waiting.findIndex(({ visibleAt }) => visibleAt <= this.clock.now());
      const [one] = next < 0 ? [] : this.waiting.splice(next, 1);
      if (one === undefined) return;
      await this.#work(worker, one);
    }
  }

  /** Does all that waits, `atOnce` jobs at a time, passing time until nothing waits any more. */
  async settle(atOnce = 1, choose: (count: number) => number = () => 0, most = 20_000): Promise<void> {
    const worker = sendPush(this.dependencies);
    for (let round = 0; this.waiting.length > 0; round += 1) {
      if (round > most) throw new Error('unable to settle; there is always more to do');
      const ready = this.waiting.filter(({ visibleAt }) => visibleAt <= this.clock.now());
      if (ready.length === 0) {
        const next = Math.min(...this.waiting.map(({ visibleAt }) => visibleAt));
        this.clock.pass(next - this.clock.now());
        continue;
      }
      const batch = Array.from({ length: Math.min(atOnce, ready.length) }, () => {
        const [one] = ready.splice(choose(ready.length), 1);
        if (one !== undefined) this.waiting.splice(this.waiting.indexOf(one), 1);
        return one;
      });
      await Promise.all(batch.flatMap((one) => (one === undefined ? [] : [this.#work(worker, one)])));
    }
  }

  /** What the schedule does each minute: here, an hour long. */
  async anHourPasses(): Promise<void> {
    const release = releaseDue({ ...this.people, pushes: this.dependencies.pushes, clock: this.clock });
    for (let minute = 0; minute < 60; minute += 1) {
      this.clock.pass(60_000);
      await release();
      await this.settle();
    }
  }

  async #work(worker: ReturnType<typeof sendPush>, { job, receives }: Waiting): Promise<void> {
    const parsed: NoticeJob | undefined = worker.parse(JSON.parse(JSON.stringify(job)));
    if (parsed === undefined) throw new Error(`unable to work; ${JSON.stringify(job)} is no job`);
    const again = (afterMs: number): void => {
      this.waiting.push({
        job,
        visibleAt: this.clock.now() + Math.ceil(afterMs / 1000) * 1000,
        receives: receives + 1,
      });
    };
    try {
      const outcome = await worker.work(parsed, receives + 1);
      if (outcome.kind === 'later') again(outcome.afterMs);
      if (outcome.kind === 'dead') this.dead.push({ job, why: outcome.why });
    } catch (error) {
      if (!(error instanceof StoreBusy) && !(error instanceof DirectoryUnavailable) && !(error instanceof Died))
        throw error;
      again(30_000);
    }
  }

  /** The port, each call of which may wait for others, fail or be the last that is done. */
  #failing<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          for (let turn = this.#faults.yields(); turn > 0; turn -= 1) await Promise.resolve();
          const fault = this.#faults.at(`${name}.${String(method)}`);
          if (fault === 'before') throw new StoreBusy('do it', { cause: new Error('injected') });
          const answer: unknown = await Reflect.apply(value, target, args);
          if (fault === 'after') throw new Died();
          return answer;
        };
      },
    });
  }
}

/** The process was killed there. */
class Died extends Error {
  override readonly name = 'Died';
}
