import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { SessionSettings } from '../vocabulary/session-settings.ts';
import { membersOf } from '../vocabulary/session-settings.ts';
import type { SessionKind } from '../vocabulary/sessions.ts';

/** Rules to become; those left out stay. */
export type SettingsWish = Partial<SessionSettings>;

const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/;

/** The rules as they are afterwards, for a session of this kind. Refused: `BadInput`. */
export function settingsWith(
  kind: SessionKind,
  before: SessionSettings,
  { allowedFileTypes, ...wish }: SettingsWish,
): Result<SessionSettings> {
  const types = allowedFileTypes?.map((type) => type.trim().toLowerCase());
  const after = { ...before, ...wish, ...(types === undefined ? {} : { allowedFileTypes: [...new Set(types)] }) };
  const { least, most } = membersOf[kind];
  const bounds: readonly [name: string, value: number | null, least: number, most: number][] = [
    ['maxFileSize', after.maxFileSize, 1, Limits.fileSize],
    ['messageRetentionDays', after.messageRetentionDays, 1, Limits.retentionDays],
    ['slowModeSeconds', after.slowModeSeconds, 0, Limits.slowModeSeconds],
    ['maxMembers', after.maxMembers, least, most],
    ['the number of allowedFileTypes', after.allowedFileTypes.length, 0, Limits.mediaTypes],
  ];
  for (const [name, value, from, to] of bounds) {
    if (value !== null && (value < from || value > to)) return bad(`${name} is not ${from} to ${to}`, to);
  }
  if (!after.allowedFileTypes.every((type) => mediaType.test(type))) {
    return bad('allowedFileTypes holds something that is no media type', Limits.mediaTypes);
  }
  return done(after);
}

const bad = (why: string, limit: number) => refused({ code: ErrorCode.BadInput, why, info: { limit } });

/** What sending rests on: who read the rules before must not send by them. */
const rulesOfSending = [
  'allowFileUploads',
  'maxFileSize',
  'allowedFileTypes',
  'moderationLevel',
  'slowModeSeconds',
  'messageRetentionDays',
  'allowAnonymous',
] as const satisfies readonly (keyof SessionSettings)[];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const sameSettings = (one: SessionSettings, other: SessionSettings): boolean =>
  same(Object.entries(one).sort(), Object.entries(other).sort());

/** Whether a message that was right before may be wrong now. */
export const bearsOnSending = (before: SessionSettings, after: SessionSettings): boolean =>
  rulesOfSending.some((rule) => !same(before[rule], after[rule]));
