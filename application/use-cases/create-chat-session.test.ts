import { describe, expect, it } from 'vitest';
import { aWish, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { ManualClock, noon } from '../../test/builders/manual-clock.ts';
import { aSessionId, anAlias, user } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { StoreBroken, StoreBusy } from '../ports/store-errors.ts';
import { createChatSession } from './create-chat-session.ts';

const [ann, bob] = [user('ann'), user('bob')];

function setUp() {
  const { chatSessions, directory } = openMemoryStores();
  const id = aSessionId();
  const create = createChatSession({
    chatSessions,
    clock: new ManualClock(),
    ids: { sessionId: () => id, alias: anAlias },
  });
  return { chatSessions, directory, id, create };
}

describe('creating a session', () => {
  it('answers it as the list will show it to its creator', async () => {
    const { create, directory, id } = setUp();
    const view = granted(await create(aWish({ creator: ann, memberIds: [bob], name: 'Algebra' })));
    expect(view).toMatchObject({ id, name: 'Algebra', createdAt: noon, memberCount: 2, lastSeq: 0, myRole: 'OWNER' });
    expect(await directory.views(ann, [id])).toEqual([view]);
  });

  it('saves nothing when a rule refuses', async () => {
    const { create, chatSessions, id } = setUp();
    expect(refusalOf(await create(aWish({ kind: 'DIRECT', memberIds: [] })))).toBe('BadInput');
    expect(await chatSessions.find(id)).toBeUndefined();
  });

  it('is refused for now while the store is busy, and fails when the store is broken', async () => {
    const saving = (error: Error) =>
      createChatSession({
        chatSessions: { save: () => Promise.reject(error) },
        clock: new ManualClock(),
        ids: { sessionId: aSessionId, alias: anAlias },
      })(aWish());
    expect(await saving(new StoreBusy('save', { cause: undefined }))).toEqual({
      ok: false,
      refusal: { code: 'TryAgain', why: 'the database is busy', info: { retryAfterMs: 200 } },
    });
    await expect(saving(new StoreBroken('save', 'it is broken'))).rejects.toThrow(StoreBroken);
  });
});
