import { presenceFragment } from '../../domain/vocabulary/event-fragments.ts';
import type { Person } from '../support/graphql.ts';
import type { Frame, Live } from '../support/live.ts';

/** A presence as it is answered and heard. */
export interface HeardPresence {
  readonly userId: string;
  readonly status: string;
  readonly note: string | null;
  readonly lastSeenAt: string | null;
  readonly expiresAt: string | null;
  readonly channels: readonly string[];
}

const fields = presenceFragment.join(' ');
const SET = `mutation Set($input: SetPresenceInput!) { setPresence(input: $input) { ${fields} } }`;
const READ = `query Read($sessionId: ID!, $userIds: [ID!]!) {
  presence(sessionId: $sessionId, userIds: $userIds) { ${fields} }
}`;
const ON = `subscription On($sessionId: ID!, $userIds: [ID!]!) {
  onPresence(sessionId: $sessionId, userIds: $userIds) { ${fields} }
}`;

export interface Word {
  readonly status: string;
  readonly deviceId?: string;
  readonly note?: string;
}

export const say = (who: Person, { deviceId = 'laptop', ...word }: Word): Promise<HeardPresence> =>
  who.get('setPresence', SET, { input: { deviceId, ...word } });

export const read = (who: Person, sessionId: string, ...whom: readonly Person[]): Promise<readonly HeardPresence[]> =>
  who.get('presence', READ, { sessionId, userIds: whom.map(({ userId }) => userId) });

/** What one subscription hears, in order. */
export class Watch {
  readonly #id: string;
  readonly heard: HeardPresence[] = [];
  readonly #waiting = new Set<() => void>();
  ended = false;

  private constructor(id: string) {
    this.#id = id;
  }

  /** @throws with the refusal, where there is one. */
  static async start(live: Live, id: string, sessionId: string, ...whom: readonly Person[]): Promise<Watch> {
    const watch = new Watch(id);
    const before = live.onFrame;
    live.onFrame = (frame) => {
      before(frame);
      watch.#take(frame);
    };
    const userIds = whom.map(({ userId }) => userId);
    const answer = await live.subscribe(id, ON, { sessionId, userIds });
    if (answer.type !== 'start_ack') throw new Error(JSON.stringify(answer.payload?.errors));
    return watch;
  }

  /** Resolves once what was heard fits. Rejects where the subscription ended before. */
  async until(fits: (heard: readonly HeardPresence[]) => boolean): Promise<void> {
    await this.#once(() => this.ended || fits(this.heard));
    if (!fits(this.heard)) throw new Error('unable to go on; the subscription ended');
  }

  untilEnded(): Promise<void> {
    return this.#once(() => this.ended);
  }

  #once(happened: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!happened()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #take({ id, type, payload }: Frame): void {
    if (id !== this.#id) return;
    if (type === 'data') this.heard.push(payload?.data?.['onPresence'] as HeardPresence);
    if (type === 'complete' || type === 'error') this.ended = true;
    for (const look of this.#waiting) look();
  }
}
