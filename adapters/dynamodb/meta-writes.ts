import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import { metaKey } from './layout/index.ts';
import { accessCopies } from './session-items.ts';

type Value = string | number | boolean;

/** Part of an expression, with the values that it names. */
interface Clause {
  readonly text: string;
  readonly values: Readonly<Record<string, Value>>;
}

/**
 * What changes in a session's META besides the sequencer, which moves by itself, on what it rests: one item of a
 * transaction, or none.
 */
export function metaWrites(
  chat: string,
  changes: ChatSessionChanges,
): NonNullable<TransactWriteCommandInput['TransactItems']> {
  const [rests, sets] = [restsOf(changes), setsOf(changes)];
  if (rests.length === 0 && sets.length === 0) return [];
  const names = Object.keys(changedCopies(changes)).map((name): [string, string] => [`#${name}`, name]);
  const values = Object.fromEntries([...rests, ...sets].flatMap((clause) => Object.entries(clause.values)));
  const on = {
    TableName: chat,
    Key: { ...metaKey(changes.state.id) },
    ConditionExpression: ['attribute_exists(pk)', ...rests.map(({ text }) => text)].join(' AND '),
    ExpressionAttributeValues: values,
  };
  if (sets.length === 0) return [{ ConditionCheck: on }];
  const UpdateExpression = `SET ${sets.map(({ text }) => text).join(', ')}`;
  const named = names.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(names) };
  return [{ Update: { ...on, UpdateExpression, ...named } }];
}

const joinedBy = ({ members }: ChatSessionChanges): number => members.added.length - members.removed.length;

function restsOf(changes: ChatSessionChanges): readonly Clause[] {
  const { state, before, countsMembers, restsOnAbsence } = changes;
  const was = before ?? state;
  const joined = joinedBy(changes);
  const { maxMembers } = state.settings;
  return [
    ...(countsMembers ? [sameCount(was.memberCount)] : []),
    ...(joined > 0 || maxMembers !== was.settings.maxMembers ? [hasRoom(maxMembers - joined)] : []),
    ...(restsOnAbsence ? [nobodyLeftSince(was.accessVersion)] : []),
  ];
}

const sameCount = (count: number): Clause => ({ text: 'memberCount = :count', values: { ':count': count } });
const hasRoom = (most: number): Clause => ({ text: 'memberCount <= :most', values: { ':most': most } });

/** Leaving counts as losing a right. Absent is 0. */
const nobodyLeftSince = (accessVersion: number): Clause => ({
  text:
    accessVersion === 0 ? '(attribute_not_exists(accessVersion) OR accessVersion = :seen)' : 'accessVersion = :seen',
  values: { ':seen': accessVersion },
});

function setsOf(changes: ChatSessionChanges): readonly Clause[] {
  const joined = joinedBy(changes);
  const revoked = changes.state.accessVersion - (changes.before ?? changes.state).accessVersion;
  return [
    ...Object.entries(changedCopies(changes)).map(([name, value]) => ({
      text: `#${name} = :${name}`,
      values: { [`:${name}`]: value },
    })),
    ...(joined === 0 ? [] : [{ text: 'memberCount = memberCount + :joined', values: { ':joined': joined } }]),
    ...(revoked === 0 ? [] : [revokes(revoked)]),
  ];
}

const revokes = (times: number): Clause => ({
  text: 'accessVersion = if_not_exists(accessVersion, :zero) + :revoked',
  values: { ':zero': 0, ':revoked': times },
});

function changedCopies({ state, before }: ChatSessionChanges): Readonly<Record<string, Value>> {
  const was = metaCopies(before ?? state);
  return Object.fromEntries(Object.entries(metaCopies(state)).filter(([name, value]) => was[name] !== value));
}

const metaCopies = (state: ChatSessionState): Readonly<Record<string, Value>> => ({
  kind: state.kind,
  status: state.status,
  ...accessCopies(state),
});
