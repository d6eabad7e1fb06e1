/** F4: a send is repeated, at once and later. It stays one message. */
import { beforeEach, expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { claimKey } from '../../adapters/dynamodb/layout/index.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { describeOnApi } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));
const minute = 60_000;
const day = 24 * 60 * minute;

await describeOnApi('F4: a send repeated', { clock }, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
  });

  it.each([
    ['at once', 0],
    ['after ten minutes', 10 * minute],
    ['just before a day is over', day - 1],
  ])('%s answers the message it was first', async (_, later) => {
    const message = await room.sent('one', 'as sent first');
    await room.sent('two', 'in between');
    clock.pass(later);
    expect(await room.sent('one', 'as sent again')).toEqual(message);
    expect(await room.sent('one', 'as sent again')).toEqual(message);
    expect(await room.texts()).toEqual(['as sent first', 'in between', 'VOID', 'VOID']);
  });

  it('is remembered for more than a day, by the time at which the database may forget', async () => {
    await room.sent('one');
    const { expiresAt } = (await api.item('guards', claimKey(room.id, room.ann, 'one'))) ?? {};
    expect(expiresAt).toBe(Math.floor(clock.now() / 1_000) + Durations.claimSeconds);
    expect(Durations.claimSeconds * 1_000).toBeGreaterThan(day);
  });

  it('by another sender, or in another session, is a message of its own', async () => {
    await room.sent('one', 'of Ann');
    await room.sent('one', 'of Bob', room.bob);
    const other = await Room.open(api, clock.now());
    await other.sent('one', 'elsewhere');
    expect(await room.texts()).toEqual(['of Ann', 'of Bob']);
    expect(await other.texts()).toEqual(['elsewhere']);
  });

  it('does not leave readers waiting for the position it gave up', async () => {
    await room.sent('one');
    await room.sent('one');
    // Without letting the grace time pass.
    expect(await room.texts()).toEqual(['hello', 'VOID']);
  });
});
