import { describe, expect, it } from 'vitest';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { messageAt } from '../../domain/message/message.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { aChatSession } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aDraft } from '../../test/builders/messages.ts';
import { aSessionId, user } from '../../test/builders/people.ts';
import { createTableInputs } from './create-tables.ts';
import { readDetail } from './detail-items.ts';
import { tables } from './layout/index.ts';
import { claimItem, messageSlotItem, readSlot } from './log-items.ts';
import { newMetaItem, readMember, readMeta, readPointers } from './session-items.ts';

const id = aSessionId();
const meta = { ...newMetaItem(aChatSession().changes().state) };
const slot = { ...messageSlotItem(messageAt(aDraft(id, user('ann')), seqOf(1), noon)) };

describe('a stored item that is not as it was written', () => {
  it.each<[string, () => unknown]>([
    ['no item', () => readMeta(undefined)],
    ['a status of no kind', () => readMeta({ ...meta, status: 'PAUSED' })],
    ['a status that every object has', () => readMeta({ ...meta, status: 'toString' })],
    ['a position that is none', () => readMeta({ ...meta, lastSeq: -1 })],
    ['a count that is text', () => readMeta({ ...meta, memberCount: '2' })],
    ['a time of another form', () => readMeta({ ...meta, lastActivityAt: '2026-11-21' })],
    [
      'a name that is a number',
      () => readDetail({ name: 5, createdBy: 'ann', createdAt: meta.lastActivityAt }, 'GROUP'),
    ],
    [
      'a member without a role',
      () => readMember({ memberUserId: 'ann', joinedAt: meta.lastActivityAt, lastReadSeq: 0 }),
    ],
    ['a pointer of another form', () => readPointers({ lastReadSeq: 4, readAt: null, lastDeliveredSeq: '5' })],
    ['an entry of no kind', () => readSlot(id, { ...slot, entry: 'EDIT' })],
    ['a message without text', () => readSlot(id, { ...slot, text: undefined })],
  ])('is said so and not guessed: %s', (_, read) => {
    expect(read).toThrow(StoreBroken);
  });

  it('is named by its attribute and never quoted', () => {
    expect(() => readSlot(id, { ...slot, senderId: 'secret#' })).toThrow(
      'unable to read the log entry; its senderId is not what was written',
    );
  });
});

describe('a claim', () => {
  it('is kept for 48 hours, in whole epoch seconds', () => {
    const claim = claimItem(messageAt(aDraft(id, user('ann')), seqOf(1), noon));
    expect(claim.expiresAt - noon / 1000).toBe(48 * 3600);
  });
});

describe('the item that every send updates', () => {
  it('stays under the kilobyte that one write unit pays for', () => {
    const longest = { ...meta, kind: 'ANNOUNCEMENT', sessionType: 'COURSE_SUPPORT', lastSeq: 999_999_999_999 };
    expect(JSON.stringify(longest).length).toBeLessThan(600);
  });
});

describe('the tables to create', () => {
  it('are those of the layout under their prefix, with every key attribute defined', () => {
    const inputs = createTableInputs('x-');
    expect(inputs.map(({ logicalName }) => logicalName).sort()).toEqual(Object.keys(tables).sort());
    for (const { logicalName, create, timeToLive } of inputs) {
      expect(create.TableName).toBe(`x-${logicalName}`);
      expect(timeToLive).toBe(tables[logicalName].timeToLive);
      const schemas = [create, ...(create.GlobalSecondaryIndexes ?? [])].flatMap(({ KeySchema = [] }) => KeySchema);
      const defined = create.AttributeDefinitions?.map(({ AttributeName }) => AttributeName).sort();
      expect(defined).toEqual([...new Set(schemas.map(({ AttributeName }) => AttributeName))].sort());
    }
  });

  it('hand on changes of what must last, and only of that', () => {
    const [chat, guards] = createTableInputs();
    expect(chat?.create.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(guards?.create).not.toHaveProperty('StreamSpecification');
  });
});
