import { describe, expect, it } from 'vitest';
import { Durations, Limits } from './limits.ts';
import {
  authorOrSelf,
  editionsBefore,
  refusalOfClosingPoll,
  refusalOfDeleting,
  refusalOfEditing,
  refusalOfModerating,
  refusalOfReacting,
  refusalOfReadingAudit,
  refusalOfUnreacting,
  refusalOfVoting,
  type ChangeWish,
} from './message-changes.ts';
import { MessageKind } from './messages.ts';
import type { SessionKind } from './sessions.ts';

const now = 10_000_000;
const session = { kind: 'GROUP', status: 'ACTIVE', isFrozen: false, isClosed: false } as const;
const message = {
  kind: 'TEXT',
  senderId: 'ann',
  alias: undefined,
  createdAt: now,
  isDeleted: false,
  edition: 1,
} as const;
const wishOf = ({
  by = 'ann',
  role = 'MEMBER',
  mutedUntil = null,
  ...more
}: {
  readonly by?: string;
  readonly role?: ChangeWish['member']['role'];
  readonly mutedUntil?: number | null;
  readonly session?: Partial<ChangeWish['session']>;
  readonly message?: Partial<ChangeWish['message']>;
}): ChangeWish => ({
  session: { ...session, ...more.session },
  member: { role, mutedUntil },
  userId: by,
  message: { ...message, ...more.message },
  now,
});

describe('who may change a message', () => {
  it.each(Object.values(MessageKind))('edits one of kind %s if it has words of theirs', (kind) => {
    const code = refusalOfEditing(wishOf({ message: { kind } }))?.code;
    const editable = ['TEXT', 'CODE', 'MATH_FORMULA', 'IMAGE', 'FILE', 'AUDIO', 'VIDEO'];
    expect(code).toBe(
      editable.includes(kind) ? undefined : kind === 'POLL' || kind === 'LOCATION' ? 'BadInput' : 'NotAllowed',
    );
  });

  it('edits their own alone, while they may post, in time, and so often as contents are kept', () => {
    expect(refusalOfEditing(wishOf({ by: 'bob', role: 'OWNER' }))?.code).toBe('NotAllowed');
    expect(refusalOfEditing(wishOf({ mutedUntil: now + 1 }))?.code).toBe('Muted');
    expect(refusalOfEditing(wishOf({ message: { isDeleted: true } }))?.code).toBe('MessageNotFound');
    expect(refusalOfEditing(wishOf({ message: { createdAt: now - Durations.editWindow } }))).toBeUndefined();
    expect(refusalOfEditing(wishOf({ message: { createdAt: now - Durations.editWindow - 1 } }))?.code).toBe(
      'EditWindowOver',
    );
    expect(refusalOfEditing(wishOf({ message: { edition: Limits.editions } }))).toBeUndefined();
    expect(refusalOfEditing(wishOf({ message: { edition: Limits.editions + 1 } }))?.code).toBe('EditWindowOver');
  });

  it('deletes their own although muted, frozen or closed out, not what happened, and nothing once it is kept for reading', () => {
    expect(
      refusalOfDeleting(wishOf({ mutedUntil: now + 1, session: { isFrozen: true, isClosed: true } })),
    ).toBeUndefined();
    expect(refusalOfDeleting(wishOf({ session: { status: 'ARCHIVED' } }))?.code).toBe('SessionReadOnly');
    expect(refusalOfDeleting(wishOf({ role: 'OWNER', message: { kind: 'SYSTEM' } }))?.code).toBe('NotAllowed');
  });

  it.each([
    ['GROUP', 'MEMBER', false],
    ['GROUP', 'MODERATOR', true],
    ['PUBLIC', 'OWNER', true],
    ['DIRECT', 'OWNER', false],
  ] as const satisfies readonly (readonly [SessionKind, string, boolean])[])(
    'in a %s session as %s moderates what others wrote: %s',
    (kind, role, may) => {
      const wish = wishOf({ by: 'bob', role, session: { kind } });
      const poll = wishOf({ by: 'bob', role, session: { kind }, message: { kind: 'POLL' } });
      const expected = may ? undefined : 'NotAllowed';
      for (const refusal of [refusalOfDeleting(wish), refusalOfModerating(wish), refusalOfClosingPoll(poll)]) {
        expect(refusal?.code).toBe(expected);
      }
    },
  );

  it('reacts while they may post, and takes back while the session takes entries', () => {
    const muted = { by: 'bob', mutedUntil: now + 1 };
    expect(refusalOfReacting(wishOf({ by: 'bob', message: { kind: 'SYSTEM' } }))).toBeUndefined();
    expect(refusalOfReacting(wishOf(muted))?.code).toBe('Muted');
    expect(refusalOfUnreacting(wishOf(muted))).toBeUndefined();
    expect(refusalOfUnreacting(wishOf({ session: { status: 'BLOCKED' } }))?.code).toBe('SessionReadOnly');
    expect(refusalOfVoting(wishOf({ ...muted, message: { kind: 'POLL' } }))?.code).toBe('Muted');
    expect(refusalOfVoting(wishOf({}))?.code).toBe('BadInput');
  });

  it('reads who was told of authors as owner or admin', () => {
    expect(refusalOfReadingAudit(wishOf({ role: 'MODERATOR' }))?.code).toBe('NotAllowed');
    expect(refusalOfReadingAudit(wishOf({ role: 'ADMIN' }))).toBeUndefined();
  });
});

describe('who a change is said to be by', () => {
  it('is the alias of an anonymous author, and anyone else by their own id', () => {
    expect(authorOrSelf({ alias: 'Anonymous 1', senderId: 'ann' }, 'ann')).toBe('#Anonymous 1');
    expect(authorOrSelf({ alias: 'Anonymous 1', senderId: 'ann' }, 'bob')).toBe('bob');
    expect(authorOrSelf({ alias: undefined, senderId: 'ann' }, 'ann')).toBe('ann');
  });
});

describe('the contents that are kept', () => {
  it('are those before the edition, up to as many as there can be', () => {
    expect(editionsBefore(1)).toEqual([]);
    expect(editionsBefore(3)).toEqual([1, 2]);
    expect(editionsBefore(Limits.editions + 1)).toHaveLength(Limits.editions);
  });
});
