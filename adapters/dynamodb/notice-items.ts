import type { Attended } from '../../application/ports/notices.ts';
import type { Attention } from '../../domain/notification/attention.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf, parseInstant, toIso } from '../../domain/shared/instant.ts';
import type { Seq, UserId } from '../../domain/shared/ids.ts';
import { parseSeq } from '../../domain/shared/ids.ts';
import { NotificationDurations } from '../../domain/vocabulary/notifications.ts';
import { Attributes } from './attributes.ts';
import type { AttentionItem, NoticeItem } from './layout/index.ts';
import { attentionKey, dueShards, noticeKey } from './layout/index.ts';

export const attentionItem = (
  user: UserId,
  { sessionId, attention, version }: Attended,
  now: Instant,
): AttentionItem => {
  const { recent, held, heldMore, heldOthers, dueAt, shownOn, shownSeq, mailed } = attention;
  return {
    ...attentionKey(user, sessionId),
    userId: user,
    sessionId,
    version: version + 1,
    recent: recent.map(toIso),
    held,
    heldMore,
    heldOthers,
    shownOn,
    shownSeq,
    ...(mailed === null ? {} : { mailedAt: toIso(mailed.at), mailedReadSeq: mailed.readSeq }),
    ...(dueAt === null ? {} : { due: dueShardOf(user), dueAt: toIso(dueAt) }),
    expiresAt: Math.floor(now / 1000) + NotificationDurations.attentionSeconds,
  };
};

export function readAttention(item: unknown): Attended {
  const attended = new Attributes(item, 'attention');
  return {
    sessionId: attended.sessionId('sessionId'),
    version: attended.count('version'),
    attention: attentionOf(attended),
  };
}

const attentionOf = (attended: Attributes): Attention => ({
  recent: attended.texts('recent').flatMap((at) => parseInstant(at) ?? []),
  held: attended.numbers('held').flatMap((seq): readonly Seq[] => {
    const position = parseSeq(seq);
    return position === undefined ? [] : [position];
  }),
  heldMore: attended.count('heldMore'),
  heldOthers: attended.count('heldOthers'),
  dueAt: attended.instantOrNull('dueAt'),
  shownOn: deviceIds(attended.texts('shownOn')),
  shownSeq: attended.seq('shownSeq'),
  mailed: attended.has('mailedAt')
    ? { at: attended.instant('mailedAt'), readSeq: attended.seq('mailedReadSeq') }
    : null,
});

const deviceIds = (texts: readonly string[]): readonly DeviceId[] => texts.flatMap((text) => parseDeviceId(text) ?? []);

export const noticeItem = ({ user, id, devices, mails, leasedUntil, digest }: Notice, now: Instant): NoticeItem => ({
  ...noticeKey(user, id),
  ...(devices.length === 0 ? {} : { devices: new Set<string>(devices) }),
  mails,
  leasedUntil,
  digest,
  expiresAt: Math.floor(now / 1000) + NotificationDurations.noticeSeconds,
});

export function readNotice(user: UserId, id: string, item: unknown): Notice {
  const notice = new Attributes(item, 'notice');
  return {
    user,
    id,
    devices: deviceIds(notice.textSet('devices')),
    mails: notice.flag('mails'),
    leasedUntil: instantOf(notice.count('leasedUntil')),
    digest: notice.parts('digest').map((part) => ({
      sessionId: part.sessionId('sessionId'),
      messages: part.count('messages'),
      others: part.count('others'),
    })),
  };
}

/** The partition of the index that a user's held back notifications are due in. */
function dueShardOf(user: UserId): string {
  const sum = [...user].reduce((total, unit) => (total * 31 + (unit.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return dueShards[sum % dueShards.length] ?? 'DIGEST#0';
}
