import type { SessionEvent } from '../../application/ports/session-events.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { ItemChange } from './item-change.ts';
import { MalformedRecord } from './item-change.ts';
import { eventsOfInvite, eventsOfMember, eventsOfOutbox, eventsOfRequest } from './member-events.ts';
import {
  blockKey,
  eventKeyPrefix,
  inviteKeyPrefix,
  joinRequestKeyPrefix,
  logPartition,
  memberKeyPrefix,
  metaKey,
} from './layout/index.ts';
import { eventsOfSlot } from './slot-events.ts';
import { plainItem } from './typed-values.ts';

type Tells = (change: ItemChange) => readonly SessionEvent[];

const logPrefix = logPartition('');
const { pk: sessionPrefix } = metaKey('');
const { pk: userPrefix } = blockKey('', '');

/** By what an item's keys begin with. What stands nowhere here tells of nothing: it may be of a kind that is yet to come. */
const kinds: readonly { readonly pk: string; readonly sk: string; readonly tells: Tells }[] = [
  { pk: logPrefix, sk: '', tells: eventsOfSlot },
  { pk: sessionPrefix, sk: memberKeyPrefix, tells: eventsOfMember },
  { pk: sessionPrefix, sk: eventKeyPrefix, tells: eventsOfOutbox },
  { pk: sessionPrefix, sk: joinRequestKeyPrefix, tells: eventsOfRequest },
  { pk: userPrefix, sk: inviteKeyPrefix, tells: eventsOfInvite },
];

/**
 * What a record of the chat table's stream tells, in the order it is to be acted on: a record as Lambda delivers it, with
 * the images of before and after.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 *
 * @throws {MalformedRecord} for what no repetition makes readable.
 */
export function sessionEventsIn(record: unknown): readonly SessionEvent[] {
  const { eventID, dynamodb } = fieldsOf(record, 'it is no record');
  const stream = fieldsOf(dynamodb, 'it tells of no item');
  const keys = plainItem(stream['Keys']);
  const [pk, sk] = [keys?.['pk'], keys?.['sk']];
  if (typeof eventID !== 'string' || typeof pk !== 'string' || typeof sk !== 'string') {
    throw new MalformedRecord('it has no name or no keys');
  }
  const kind = kinds.find((known) => pk.startsWith(known.pk) && sk.startsWith(known.sk));
  if (kind === undefined) return [];

  const sessionId = parseSessionId(kind.pk === userPrefix ? sk.slice(kind.sk.length) : pk.slice(kind.pk.length));
  if (sessionId === undefined) throw new MalformedRecord('its key names no session');
  const [before, after] = [plainItem(stream['OldImage']), plainItem(stream['NewImage'])];
  if (before === undefined && after === undefined) throw new MalformedRecord('it has neither image');
  try {
    return kind.tells({ id: eventID, sessionId, storedAt: timeOf(stream), before, after });
  } catch (cause) {
    throw new MalformedRecord(cause instanceof Error ? cause.message : 'its item is not what was written', { cause });
  }
}

/** The name of a record's place in its shard; `undefined` for what is no record. */
export function sequenceNumberOf(record: unknown): string | undefined {
  const stream = objectIn(objectIn(record)?.['dynamodb']);
  const number = stream?.['SequenceNumber'];
  return typeof number === 'string' && number !== '' ? number : undefined;
}

/** Lambda's events have epoch seconds. */
function timeOf(stream: Readonly<Record<string, unknown>>): Instant {
  const seconds = stream['ApproximateCreationDateTime'];
  if (typeof seconds !== 'number') throw new MalformedRecord('it has no time');
  return instantOf(Math.floor(seconds * 1000));
}

function fieldsOf(value: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  const fields = objectIn(value);
  if (fields === undefined) throw new MalformedRecord(otherwise);
  return fields;
}

const objectIn = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
