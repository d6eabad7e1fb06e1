import { afterAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { join } from '../../domain/chat-session/decisions/join.ts';
import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { pinMessage } from '../../domain/chat-session/decisions/pin-message.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { anAlias, user } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';

const [ann, bob, eve, fay] = [user('ann'), user('bob'), user('eve'), user('fay')];
const sizes = [2, 50, 1000];

const changes: readonly [name: string, by: UserId, decision: Decision, ...about: readonly UserId[]][] = [
  ['a join', eve, join(eve, anAlias())],
  ['a mute', ann, muteMember(eve, later(noon, 60_000)), eve],
  ['a removal', ann, removeMember(eve), eve],
  ['a join, to leave again', fay, join(fay, anAlias())],
  ['a leaving', fay, leave(fay)],
  ['a change of rules', ann, updateSettings({ slowModeSeconds: 5 })],
  ['a freezing', ann, freeze],
  ['a pin', ann, pinMessage(seqOf(1), null)],
];

const dynamoDb = await startDynamoDb();
describe('what a change of a session writes', () => {
  if ('unavailable' in dynamoDb) {
    it('does not grow with its members', (context) => context.skip(dynamoDb.unavailable));
    return;
  }
  const { stores, tables, close } = dynamoDb;
  afterAll(close);

  /** The items of every transaction sent, by what is done to each. */
  const sent: string[] = [];
  tables.client.middlewareStack.add(
    (next) => (args) => {
      const items = 'TransactItems' in args.input ? (args.input.TransactItems ?? []) : [];
      sent.push(...items.flatMap((item) => Object.keys(item)));
      return next(args);
    },
    { step: 'initialize' },
  );

  const written = async (id: SessionId) => {
    const byChange: Record<string, readonly string[]> = {};
    for (const [name, by, decision, ...about] of changes) {
      sent.length = 0;
      granted(await act(stores, id, by, decision, ...about));
      byChange[name] = [...sent].sort();
    }
    return byChange;
  };

  it('does not grow with its members', async () => {
    const all: (readonly [number, Awaited<ReturnType<typeof written>>])[] = [];
    for (const size of sizes) {
      const others = Array.from({ length: size - 2 }, (_, at) => user(`member-${at}`));
      const wish = { kind: 'PUBLIC' as const, creator: ann, memberIds: [bob, ...others] };
      const session = aChatSession(size < 1000 ? wish : { ...wish, memberIds: wish.memberIds.slice(1) });
      await stores.chatSessions.save(session);
      all.push([size, await written(session.id)]);
    }
    const [[, first] = [0, {}], ...more] = all;
    for (const [size, those] of more) expect(those, `of ${size} members`).toEqual(first);
    expect(first).toEqual({
      'a join': ['ConditionCheck', 'Put', 'Put', 'Update'],
      'a mute': ['ConditionCheck', 'ConditionCheck', 'Put', 'Update', 'Update'],
      'a removal': ['ConditionCheck', 'ConditionCheck', 'Delete', 'Put', 'Update'],
      'a join, to leave again': ['ConditionCheck', 'Put', 'Put', 'Update'],
      'a leaving': ['ConditionCheck', 'Delete', 'Put', 'Update'],
      'a change of rules': ['ConditionCheck', 'Put', 'Put', 'Update'],
      'a freezing': ['ConditionCheck', 'Put', 'Put', 'Update'],
      'a pin': ['ConditionCheck', 'Put', 'Put'],
    });
  });
});
