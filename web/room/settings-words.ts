import { Limits, mediaTypes } from '../../client/core/index.ts';
import type { ModerationLevel, SessionSettings } from '../../client/core/index.ts';

export const bytesInMb = 1_048_576;

/** Settings that are on or off. */
export const switches: readonly {
  readonly name: 'allowInvites' | 'requireApproval' | 'allowFileUploads' | 'allowAnonymous';
  readonly label: string;
  readonly help: string;
}[] = [
  { name: 'allowInvites', label: 'Every member may invite', help: 'Otherwise owners and admins do.' },
  {
    name: 'requireApproval',
    label: 'Joining must be approved',
    help: 'Whoever finds a public room asks, and a moderator answers.',
  },
  { name: 'allowFileUploads', label: 'Members may send files', help: 'Pictures, sound, video and documents.' },
  {
    name: 'allowAnonymous',
    label: 'Members may write under an alias',
    help: 'Moderators can look up who it was; owners and admins see that they did.',
  },
];

/** Settings that are numbers, in the unit that people think in. */
export const numbers: readonly {
  readonly name: 'maxFileSize' | 'messageRetentionDays' | 'slowModeSeconds' | 'maxMembers';
  readonly label: string;
  readonly help: string;
  readonly per: number;
  readonly least: number;
  /** Undefined: what the kind of session holds. */
  readonly most: number | undefined;
  /** Whether an empty field is no limit. */
  readonly isOptional: boolean;
}[] = [
  {
    name: 'maxFileSize',
    label: 'Largest file, in MB',
    help: `At most ${Limits.fileSize / bytesInMb} MB.`,
    per: bytesInMb,
    least: 0.01,
    most: Limits.fileSize / bytesInMb,
    isOptional: false,
  },
  {
    name: 'messageRetentionDays',
    label: 'Delete messages after so many days',
    help: 'Empty: they are kept.',
    per: 1,
    least: 1,
    most: Limits.retentionDays,
    isOptional: true,
  },
  {
    name: 'slowModeSeconds',
    label: 'Slow mode: seconds between two messages of a member',
    help: '0 for none. Moderators and above are not slowed down.',
    per: 1,
    least: 0,
    most: Limits.slowModeSeconds,
    isOptional: false,
  },
  {
    name: 'maxMembers',
    label: 'Most members',
    help: 'Nobody comes in beyond that.',
    per: 1,
    least: 1,
    most: undefined,
    isOptional: false,
  },
];

export const levels: Readonly<Record<ModerationLevel, string>> = {
  NONE: 'None',
  BASIC: 'Basic',
  STRICT: 'Strict',
};

const groups: Readonly<Record<string, string>> = { image: 'Pictures', audio: 'Sound', video: 'Video' };

/** The media types that Parley takes, in groups that people know. */
export const fileGroups: readonly { readonly label: string; readonly types: readonly string[] }[] = [
  'Pictures',
  'Sound',
  'Video',
  'Documents and code',
].map((label) => ({
  label,
  types: mediaTypes.filter((type) => (groups[type.split('/')[0] ?? ''] ?? 'Documents and code') === label),
}));

/** What of the settings a reader is told who may not change them. */
export const sentencesOf = (settings: SessionSettings): readonly (readonly [label: string, value: string])[] => {
  const { allowedFileTypes, moderationLevel } = settings;
  return [
    ...switches.map(({ name, label }) => [label, settings[name] ? 'yes' : 'no'] as const),
    ...numbers.map(({ name, label, per }) => {
      const value = settings[name];
      return [label, value === null ? 'never' : String(Math.round((value / per) * 100) / 100)] as const;
    }),
    ['File types', allowedFileTypes.length === 0 ? 'all that Parley takes' : allowedFileTypes.join(', ')],
    ['Moderation', levels[moderationLevel]],
  ];
};
