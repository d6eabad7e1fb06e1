import { describe, expect, it } from 'vitest';
import type { SessionSummary } from '../../client/core/index.ts';
import { sessionSummary } from '../../client/core/model.ts';
import { isQuiet, newsOf } from './news-of.ts';

const nameOf = (userId: string): string => `the one called ${userId}`;
const noon = Date.UTC(2026, 5, 1, 12);

const session = (change: Record<string, unknown> = {}): SessionSummary =>
  sessionSummary(
    {
      id: 's1',
      sessionType: 'GENERAL',
      kind: 'GROUP',
      name: 'Fractions',
      tags: [],
      status: 'ACTIVE',
      isFrozen: false,
      settings: {
        allowInvites: true,
        requireApproval: false,
        allowFileUploads: true,
        maxFileSize: 1,
        allowedFileTypes: [],
        messageRetentionDays: null,
        enableAI: false,
        moderationLevel: 'NONE',
        slowModeSeconds: 0,
        maxMembers: 10,
        allowAnonymous: false,
      },
      createdBy: 'ann',
      memberCount: 2,
      lastSeq: 1,
      lastActivityAt: new Date(noon).toISOString(),
      lastMessage: { seq: 1, senderId: 'ann', senderName: 'Ann', kind: 'TEXT', text: 'One half' },
      myRole: 'MEMBER',
      myPermissions: [],
      myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
      lastReadSeq: 0,
      firstUnreadCursor: '1',
      unreadCount: 0,
      mentionCount: 0,
      ...change,
    },
    'session',
  );
const said = (change: Record<string, unknown> = {}) => session({ lastSeq: 2, unreadCount: 1, ...change });
const told = (after: SessionSummary, before = session()) => newsOf([before], [after], 'bob', undefined, noon, nameOf);
const preferring = (notifications: string, mutedUntil: string | null = null) => ({
  myPreferences: { notifications, mutedUntil, customName: null },
});

describe('What is told while nobody looks', () => {
  it('is what came since, by whom and where', () => {
    expect(told(said())).toEqual([{ sessionId: 's1', title: 'Fractions', body: 'Ann: One half' }]);
  });

  it('is nothing where nothing came, or where a page of older sessions was loaded', () => {
    expect(told(session())).toEqual([]);
    expect(newsOf([], [said()], 'bob', undefined, noon, nameOf)).toEqual([]);
  });

  it('is nothing of a silenced session, for as long as it is', () => {
    expect(told(said(preferring('NONE')))).toEqual([]);
    expect(told(said(preferring('ALL', new Date(noon + 1).toISOString())))).toEqual([]);
    expect(told(said(preferring('ALL', new Date(noon).toISOString())))).toHaveLength(1);
  });

  it('is mentions alone where the user wants mentions', () => {
    expect(told(said(preferring('MENTIONS')))).toEqual([]);
    expect(told(said({ ...preferring('MENTIONS'), mentionCount: 1 }))).toHaveLength(1);
  });

  it('says nothing of what was said where the user wants no previews, and nothing at all in quiet hours', () => {
    const settings = { pushEnabled: true, emailEnabled: true, showPreviews: false, quietHours: null, digest: true };
    expect(newsOf([session()], [said()], 'bob', settings, noon, nameOf)[0]?.body).toBe('New message');
    const quietHours = { start: '11:00', end: '13:00', timeZone: 'UTC' };
    expect(newsOf([session()], [said()], 'bob', { ...settings, quietHours }, noon, nameOf)).toEqual([]);
  });

  it('cuts what is long between what is shown as characters', () => {
    const text = '👩‍👩‍👧'.repeat(10);
    const [news] = told(
      said({
        lastMessage: { seq: 2, senderId: 'ann', senderName: 'Ann', kind: 'TEXT', text: `${'x'.repeat(60)}${text}` },
      }),
    );
    expect(news?.body.length).toBeLessThanOrEqual(100);
    expect(news?.body.replace(/…$/, '').endsWith('👩‍👩‍👧')).toBe(true);
  });
});

describe('Quiet hours', () => {
  it('go over midnight, by the clock on the wall of their zone', () => {
    const night = { start: '22:00', end: '07:00', timeZone: 'Asia/Tokyo' };
    expect(isQuiet(night, Date.UTC(2026, 5, 1, 13))).toBe(true);
    expect(isQuiet(night, Date.UTC(2026, 5, 1, 21, 59))).toBe(true);
    expect(isQuiet(night, Date.UTC(2026, 5, 1, 22))).toBe(false);
    expect(isQuiet(night, Date.UTC(2026, 5, 1, 12, 59))).toBe(false);
    expect(isQuiet(null, noon)).toBe(false);
  });
});
