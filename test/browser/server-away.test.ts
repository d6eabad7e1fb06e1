import { describe, expect, it } from 'vitest';
import { onStage } from './stage.ts';

describe('The page, while its server is away', () => {
  const { pair, people, restart } = onStage({
    ownParley: true,
    tolerates: /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_FAILED/,
  });

  // Of which a Parley alone may take a minute to start.
  it(
    'catches up after the server was away, sends what was written meanwhile, and nothing twice',
    {
      timeout: 90_000,
    },
    async () => {
      const { ann, bob, sessionId } = await pair('Restart');
      await ann.say('Before');
      await bob.row('Before').waitFor();

      const restarted = restart('SIGKILL');
      await bob.page.locator('.banner[data-shown="offline"]').waitFor();
      await bob.say('Written while away');
      expect(await bob.row('Written while away').getAttribute('data-progress')).toBe('queued');
      await restarted;
      const [annAtHttp] = await people('ann');
      await annAtHttp.send(sessionId, 'missed', 'Sent before anyone was back');

      await bob.page.locator('.banner[data-shown="back"]').waitFor();
      for (const visitor of [ann, bob]) {
        await visitor.row('Sent before anyone was back').waitFor();
        await visitor.row('Written while away').waitFor();
      }
      await Promise.all([ann.live(), bob.live()]);
      await ann.say('And after');
      await bob.row('And after').waitFor();
      expect(await bob.rows.count()).toBe(4);
      expect(await ann.rows.count()).toBe(4);
    },
  );
});
