/** Unread messages and mentions by the one definition, held to a simple count over everything that was said. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messageSlotItem } from '../../adapters/dynamodb/log-items.ts';
import { systemMessageAt } from '../../domain/message/message.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { clockFromNow } from './both-ways.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi, valueAt } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';

const clock = clockFromNow();
const timeout = 60_000;

/** What is remembered of a position, written by hand and not by any rule of the product. */
interface Remembered {
  readonly seq: number;
  readonly by: string;
  readonly mentions: readonly string[];
  counts: boolean;
}

const who = fc.constantFrom<'ann' | 'bob'>('ann', 'bob');
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('say'),
      by: who,
      mentioned: fc.subarray(['ann', 'bob'] as const),
      alias: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('reply'), by: who, mentioned: fc.subarray(['ann', 'bob'] as const) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete'), pick: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('system'), by: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('empty') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read'), by: who, pick: fc.nat(50) }) },
);

await describeOnApi('unread', { clock }, (api) => {
  it('is what a simple count says it is, mentions and the first of them too', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const room = await Room.open(api, clock.now());
        const scribe = new Scribe(api.stores, clock, room.id);
        const { sessionLog } = api.stores;
        const said: Remembered[] = [];
        const pointers = { ann: 0, bob: 0 };
        for (const step of steps) {
          const picked = 'pick' in step ? said[step.pick % Math.max(said.length, 1)] : undefined;
          const mentions = 'mentioned' in step ? step.mentioned.map((one) => room[one]) : [];
          const by = 'by' in step ? step.by : 'ann';
          const remember = (seq: number, counts: boolean) => said.push({ seq, by: room[by], mentions, counts });
          switch (step.kind) {
            case 'say': {
              const alias = 'alias' in step && step.alias ? 'Anonymous 1' : null;
              remember((await scribe.say(room[by], { mentions, alias })).seq, true);
              break;
            }
            case 'reply': {
              const root = said.find(({ counts }) => counts);
              if (root === undefined) break;
              remember((await scribe.say(room[by], { mentions, threadRoot: seqOf(root.seq) })).seq, false);
              break;
            }
            case 'delete': {
              if (picked === undefined) break;
              await scribe.delete(room.ann, seqOf(picked.seq));
              picked.counts = false;
              break;
            }
            case 'system': {
              const system = {
                event: 'SESSION_FROZEN',
                userIds: [],
                role: null,
                until: null,
                messageSeq: null,
                session: null,
              } as const;
              const seq = await scribe.leaveOpen();
              await api.put('chat', {
                ...messageSlotItem(systemMessageAt({ sessionId: room.id, actor: room[by], system }, seq, clock.now())),
              });
              break;
            }
            case 'empty':
              await scribe.leaveEmpty(1);
              break;
            case 'read': {
              if (picked === undefined) break;
              await sessionLog.advanceReadPointer(room.id, room[by], {
                lastReadSeq: seqOf(picked.seq),
                readAt: clock.now(),
              });
              pointers[by] = Math.max(pointers[by], picked.seq);
            }
          }
        }
        for (const reader of ['ann', 'bob'] as const) {
          const unread = said.filter(({ seq, by, counts }) => counts && seq > pointers[reader] && by !== room[reader]);
          const answer = await api.execute(
            room[reader],
            'query S($id: ID!) { chatSession(sessionId: $id) { unreadCount mentionCount firstUnreadCursor lastMessage { seq } } }',
            { id: room.id },
          );
          const newest = said.filter(({ counts }) => counts).at(-1);
          expect(valueAt(answer, 'chatSession')).toMatchObject({
            unreadCount: unread.length,
            mentionCount: unread.filter(({ mentions }) => mentions.includes(room[reader])).length,
            lastMessage: newest === undefined ? null : { seq: newest.seq },
          });
          const [first] = unread;
          if (first === undefined) continue;
          const after = valueAt(answer, 'chatSession', 'firstUnreadCursor');
          const page = await api.execute(
            room[reader],
            'query M($id: ID!, $after: String) { messages(sessionId: $id, after: $after, limit: 1) { items { seq } } }',
            { id: room.id, after },
          );
          expect(valueAt(page, 'messages', 'items')).toEqual([{ seq: first.seq }]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
