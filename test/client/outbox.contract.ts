import { describe, expect, it } from 'vitest';
import type { KeptMessage, Outbox, OutboxHandle, OutboxWord } from '../../client/core/outbox/outbox.ts';
import { messageAt } from './fake-messages.ts';

/** One page of a user, and what it is told. */
class Page {
  readonly words: OutboxWord[] = [];
  hasTurn = false;
  readonly handle: OutboxHandle;
  #waiters: (() => void)[] = [];

  constructor(outbox: Outbox, userId: string) {
    this.handle = outbox.open(userId, {
      heard: (word) => this.#moved(() => this.words.push(word)),
      gained: () => this.#moved(() => (this.hasTurn = true)),
      lost: () => this.#moved(() => (this.hasTurn = false)),
    });
  }

  async until(fits: (page: Page) => boolean): Promise<void> {
    while (!fits(this)) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  #moved(how: () => unknown): void {
    how();
    for (const wake of this.#waiters.splice(0)) wake();
  }
}

export const keptOf = (key: string, more: Partial<KeptMessage> = {}): KeptMessage => ({
  key,
  sessionId: 's',
  draft: { kind: 'TEXT', content: { text: key }, mentions: ['bob'] },
  queuedAt: 5,
  since: 7,
  ...more,
});

/** The promises every `Outbox` keeps. `another` opens the same outbox as another page of the same browser would. */
export const outboxContract = (kind: string, browser: () => { readonly another: () => Outbox }): void => {
  describe(`An outbox ${kind}`, () => {
    const pages = (...users: string[]): Page[] => {
      const { another } = browser();
      return users.map((userId) => new Page(another(), userId));
    };
    const close = (...all: Page[]): void => {
      for (const { handle } of all) handle.close();
    };

    it('keeps messages in the order in which they came, whole, for every page of the user', async () => {
      const [one, other] = pages('ann', 'ann') as [Page, Page];
      const failed = keptOf('a', { refusal: { code: 'TextBlank', message: 'unable to send', retryable: false } });
      await one.handle.put(keptOf('b'));
      await other.handle.put(failed);
      await one.handle.put(keptOf('c'));
      expect(await other.handle.read()).toEqual([keptOf('b'), failed, keptOf('c')]);
      expect(await one.handle.read()).toEqual([keptOf('b'), failed, keptOf('c')]);
      close(one, other);
    });

    it('keeps one message of a key, at the place it had', async () => {
      const [one, other] = pages('ann', 'ann') as [Page, Page];
      await one.handle.put(keptOf('a'));
      await one.handle.put(keptOf('b'));
      await other.handle.put(keptOf('a', { since: 9 }));
      expect(await one.handle.read()).toEqual([keptOf('a', { since: 9 }), keptOf('b')]);
      close(one, other);
    });

    it('forgets what is removed, and everything of one user when it is cleared, nothing of another', async () => {
      const [ann, bob] = pages('ann', 'bob') as [Page, Page];
      await ann.handle.put(keptOf('a'));
      await ann.handle.put(keptOf('b'));
      await bob.handle.put(keptOf('a', { since: 1 }));
      await ann.handle.remove('a');
      await ann.handle.remove('unknown');
      expect(await ann.handle.read()).toEqual([keptOf('b')]);
      await ann.handle.clear();
      expect(await ann.handle.read()).toEqual([]);
      expect(await bob.handle.read()).toEqual([keptOf('a', { since: 1 })]);
      close(ann, bob);
    });

    it('is there again after every page was closed', async () => {
      const { another } = browser();
      const before = new Page(another(), 'ann');
      await before.handle.put(keptOf('a'));
      before.handle.close();
      const after = new Page(another(), 'ann');
      expect(await after.handle.read()).toEqual([keptOf('a')]);
      after.handle.close();
    });

    it('tells the other pages of the user, not the one that speaks, and nobody else', async () => {
      const [one, other, bob] = pages('ann', 'ann', 'bob') as [Page, Page, Page];
      const words: OutboxWord[] = [{ kind: 'changed' }, { kind: 'sent', message: messageAt(3) }, { kind: 'wake' }];
      for (const word of words) one.handle.tell(word);
      await other.until(({ words: heard }) => heard.length === 3);
      expect(other.words).toEqual(words);
      other.handle.tell({ kind: 'here' });
      await one.until(({ words: heard }) => heard.length === 1);
      expect([one.words, bob.words]).toEqual([[{ kind: 'here' }], []]);
      close(one, other, bob);
    });

    it('gives the turn to one page at a time, and to the next when that one is gone', async () => {
      const [one, other, bob] = pages('ann', 'ann', 'bob') as [Page, Page, Page];
      for (const { handle } of [one, other, bob]) handle.awaitTurn();
      await one.until(({ hasTurn }) => hasTurn);
      await bob.until(({ hasTurn }) => hasTurn);
      expect(other.hasTurn).toBe(false);
      one.handle.close();
      await other.until(({ hasTurn }) => hasTurn);
      close(other, bob);
    });

    it('takes the turn from a page that has it, which gets it back afterwards', async () => {
      const [one, other] = pages('ann', 'ann') as [Page, Page];
      one.handle.awaitTurn();
      await one.until(({ hasTurn }) => hasTurn);
      other.handle.awaitTurn();
      other.handle.seizeTurn();
      await other.until(({ hasTurn }) => hasTurn);
      await one.until(({ hasTurn }) => !hasTurn);
      other.handle.close();
      await one.until(({ hasTurn }) => hasTurn);
      close(one);
    });
  });
};
