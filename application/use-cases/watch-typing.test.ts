import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBlocks } from '../../adapters/memory/blocks.ts';
import { MemoryChatSessions } from '../../adapters/memory/chat-sessions.ts';
import { MemoryCoMembers } from '../../adapters/memory/co-members.ts';
import { MemoryStore } from '../../adapters/memory/memory-store.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aBlock, aSessionId, aUser } from '../../test/builders/people.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { watchTyping } from './watch-typing.ts';

describe('whose typing a member is not to see', () => {
  const ann = aUser('ann');
  const others = Array.from({ length: 40 }, () => aUser('other'));
  const session = aChatSession({ kind: 'PRIVATE', creator: ann, memberIds: others });
  let world: ReturnType<typeof aWorld>;
  const aWorld = () => {
    const store = new MemoryStore(new ManualClock());
    return {
      chatSessions: new MemoryChatSessions(store),
      coMembers: new MemoryCoMembers(store),
      blocks: new MemoryBlocks(store),
    };
  };
  beforeEach(async () => {
    world = aWorld();
    await world.chatSessions.save(session);
  });
  const watch = (user: UserId, sessionId: string = session.id) => watchTyping(world)({ user, sessionId });
  const blockedBy = async (...blockers: readonly UserId[]): Promise<void> => {
    for (const blocker of blockers) await world.blocks.block(aBlock(blocker, ann), noon);
  };
  const elsewhere = (count: number) => Array.from({ length: count }, () => aUser('elsewhere'));

  it('is theirs with whom a block stands either way, also of those who may come yet', async () => {
    const [here, there] = [others.slice(0, 2), elsewhere(Limits.typingLeftOut - 2)];
    await blockedBy(...here, ...there);
    expect(granted(await watch(ann))).toEqual({ leftOut: [...here, ...there], untilJoin: false });
    expect(granted(await watch(others[0] ?? ann))).toEqual({ leftOut: [ann], untilJoin: false });
    expect(granted(await watch(others[9] ?? ann))).toEqual({ leftOut: [], untilJoin: false });
  });

  it('is that of members alone, until somebody joins, where there are more than can be left out', async () => {
    const here = others.slice(0, Limits.typingLeftOut);
    await blockedBy(...here, ...elsewhere(200));
    expect(granted(await watch(ann))).toEqual({ leftOut: here, untilJoin: true });
  });

  it("is everyone's where even these are too many", async () => {
    await blockedBy(...others.slice(0, Limits.typingLeftOut + 1));
    expect(granted(await watch(ann))).toEqual({ leftOut: null, untilJoin: true });
  });

  it("is everyone's for whom more than a thousand are apart from, so that asking is bounded", async () => {
    await blockedBy(...elsewhere(Limits.blocksOfUser + 1));
    expect(granted(await watch(ann))).toEqual({ leftOut: null, untilJoin: false });
  });

  it('is asked by members alone; a session of others is answered as a missing one', async () => {
    expect(refusalOf(await watch(aUser('eve')))).toBe('SessionNotFound');
    expect(refusalOf(await watch(ann, aSessionId()))).toBe('SessionNotFound');
    expect(refusalOf(await watch(ann, '#'))).toBe('SessionNotFound');
  });

  it('is refused for now while the store is busy', async () => {
    const blocks = { apartFrom: () => Promise.reject(new StoreBusy('ask', { cause: undefined })) };
    expect(refusalOf(await watchTyping({ ...world, blocks })({ user: ann, sessionId: session.id }))).toBe('TryAgain');
  });
});
