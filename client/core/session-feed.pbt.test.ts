import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { networkLost } from './errors.ts';
import { SessionFeed } from './session-feed.ts';

/** What can happen to a client, in any order. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'post' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'post unheard' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'reserve' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('write late' as const), heard: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'seal' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), pick: fc.nat(1000) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'send' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      name: fc.constantFrom('SendMessage', 'SessionLog', 'Messages'),
      after: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cut' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'acknowledge' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'wake' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
);

describe('A session feed under fire', () => {
  it('ends equal to the log, with each own message once, in the order sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 60, size: 'max' }), async (what) => {
        const server = new FakeServer();
        const world = new FakeWorld();
        const feed = new SessionFeed({ session: summaryOf(), userId: 'ann', transport: server, world });
        const open: number[] = [];
        let sends = 0;
        let connected = false;
        for (const step of what) {
          switch (step.kind) {
            case 'post':
              server.post('bob', 'live');
              break;
            case 'post unheard':
              server.write(server.reserve(), 'bob', 'unheard');
              break;
            case 'reserve':
              open.push(server.reserve());
              break;
            case 'write late': {
              const seq = open.shift();
              if (seq === undefined) break;
              const message = server.write(seq, 'cat', 'late');
              if (step.heard) server.deliver(message);
              break;
            }
            case 'seal': {
              const seq = open.shift();
              if (seq !== undefined) server.seal(seq);
              break;
            }
            case 'again': {
              const message = server.messages[step.pick % Math.max(1, server.messages.length)];
              if (message !== undefined) server.deliver(message);
              break;
            }
            case 'send':
              feed.send(`own ${sends++}`);
              break;
            case 'fail':
              server.fail(step.name, networkLost(), { after: step.after });
              break;
            case 'cut':
              server.cut();
              connected = false;
              break;
            case 'acknowledge':
              server.acknowledge();
              connected = true;
              break;
            case 'wake':
              feed.wake();
              break;
            case 'pass':
              await world.pass(step.ms);
          }
        }
        // In the end writers give up, the network stays, somebody says something, and time goes by.
        for (const seq of open) server.seal(seq);
        server.failures.clear();
        if (!connected) server.acknowledge();
        server.post('bob', 'one more, by which the client learns of what it missed');
        await world.pass(120_000);

        const state = feed.state.get();
        expect(state.status).toBe('live');
        expect(state.contiguousSeq).toBe(server.lastSeq);
        expect(state.messages.map(({ text, progress }) => ['seq' in progress ? progress.seq : 0, text])).toEqual(
          server.messages.map(({ seq, content }) => [seq, content?.text]),
        );
        const own = server.messages.filter(({ senderId }) => senderId === 'ann').map(({ content }) => content?.text);
        expect(own).toEqual(Array.from({ length: sends }, (_, at) => `own ${at}`));
        expect(new Set(state.messages.map(({ key }) => key)).size).toBe(state.messages.length);
        feed.close();
        await settled();
        expect(world.timers).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
