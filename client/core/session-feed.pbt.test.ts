import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../test/client/fake-messages.ts';
import { FakeServer } from '../../test/client/fake-server.ts';
import { FakeWorld, settled } from '../../test/client/fake-world.ts';
import { networkLost } from './errors.ts';
import type { FeedRow } from './feed-rows.ts';
import { textOf } from './message.ts';
import type { Message } from './message.ts';
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
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reply' as const), pick: fc.nat(1000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      how: fc.constantFrom('edit', 'delete', 'react'),
      pick: fc.nat(1000),
      heard: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('own reaction' as const), pick: fc.nat(1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('acknowledge one' as const),
      name: fc.constantFrom('OnMessageSent', 'OnMessageUpdated'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'older' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      name: fc.constantFrom('SendMessage', 'SessionLog', 'Messages', 'AddReaction'),
      after: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cut' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'acknowledge' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'wake' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
);

/** What anybody sees of a message. */
const seen = ({ id, text, thread, reactions, isEdited, isDeleted }: FeedRow) => ({
  id,
  text,
  replies: thread?.replyCount ?? 0,
  reactions,
  isEdited,
  isDeleted,
});

const toBeSeen = (message: Message): ReturnType<typeof seen> => ({
  id: message.id,
  text: textOf(message),
  replies: message.thread?.replyCount ?? 0,
  reactions: message.reactions,
  isEdited: message.editedAt !== null,
  isDeleted: message.deletedAt !== null,
});

describe('A session feed under fire', () => {
  it('ends equal to the log, with each own message once, in the order sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 60, size: 'max' }), async (what) => {
        const server = new FakeServer();
        const world = new FakeWorld();
        const feed = new SessionFeed({ session: summaryOf(), userId: 'ann', transport: server, world });
        const open: number[] = [];
        const sent: string[] = [];
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
              sent.push(feed.send('own').key);
              break;
            case 'reply': {
              const root = server.messages.filter(({ threadRootId }) => threadRootId === null)[step.pick % 5];
              if (root !== undefined) server.post('cat', 'in a thread', { threadRootId: root.id });
              break;
            }
            case 'change': {
              const target = server.messages[step.pick % Math.max(1, server.messages.length)]?.seq ?? 0;
              const entry =
                step.how === 'edit'
                  ? server.edit(target, `edited ${step.pick}`)
                  : step.how === 'delete'
                    ? server.delete(target)
                    : server.react(target, '👍');
              if (step.heard) server.tell(entry);
              break;
            }
            case 'own reaction': {
              const target = server.messages[step.pick % Math.max(1, server.messages.length)];
              if (target !== undefined) feed.actions.react(target.id, '🎉').catch(() => undefined);
              break;
            }
            case 'acknowledge one':
              server.acknowledge(step.name);
              break;
            case 'older':
              void feed.loadOlder();
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
        expect(state.messages.map(seen)).toEqual(
          server.messages.filter(({ threadRootId }) => threadRootId === null).map((one) => toBeSeen(one)),
        );
        const own = server.messages.filter(({ senderId }) => senderId === 'ann').map((one) => one.clientMessageId);
        expect(own).toEqual(sent);
        expect(new Set(state.messages.map(({ key }) => key)).size).toBe(state.messages.length);
        feed.close();
        await settled();
        expect(world.timers).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
