import type { FeedRow, SystemContent } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import type { NameOf } from '../people.ts';

/** What happened, as a sentence. */
export const systemSentenceOf = (row: FeedRow, userId: string, nameOf: NameOf): string => {
  const system = row.content?.system ?? null;
  if (system === null) return '';
  const named = (id: string): string => (id === userId ? 'you' : nameOf(id));
  const actor =
    row.senderId === '#system' ? 'Parley' : row.senderId === userId ? 'You' : (row.senderName ?? nameOf(row.senderId));
  return sentences[system.event]({
    actor,
    whom: listed(system.userIds.map(named)),
    system,
    alone: system.userIds.join() === row.senderId,
  });
};

interface Told {
  readonly actor: string;
  readonly whom: string;
  readonly system: SystemContent;
  /** Whether whoever did it did it to themselves. */
  readonly alone: boolean;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const until = ({ system }: Told): string =>
  system.until === null ? '' : ` until ${fullTimeOf(Date.parse(system.until))}`;
const role = ({ system }: Told): string => (system.role ?? 'MEMBER').toLowerCase();

const callOf = ({ call }: SystemContent): string => (call?.mode === 'AUDIO' ? 'a voice call' : 'a video call');
const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** As "1 h 2 min" or "2 min 5 s". */
const durationOf = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
};

const sentences: Readonly<Record<SystemContent['event'], (told: Told) => string>> = {
  SESSION_OPENED: ({ actor }) => `${actor} began the conversation`,
  MEMBERS_JOINED: ({ actor, whom, alone }) => (alone ? `${actor} joined` : `${actor} added ${whom}`),
  MEMBER_LEFT: ({ actor }) => `${actor} left`,
  MEMBER_REMOVED: ({ actor, whom }) => `${actor} removed ${whom}`,
  MEMBER_BANNED: ({ actor, whom }) => `${actor} banned ${whom}`,
  MEMBER_UNBANNED: ({ actor, whom }) => `${actor} lifted the ban on ${whom}`,
  MEMBER_MUTED: (told) => `${told.actor} muted ${told.whom}${until(told)}`,
  MEMBER_UNMUTED: ({ actor, whom }) => `${actor} let ${whom} write again`,
  ROLE_CHANGED: (told) => `${told.actor} changed the role of ${told.whom} to ${role(told)}`,
  OWNERSHIP_TRANSFERRED: ({ actor, whom }) => `${actor} made ${whom} the owner`,
  SESSION_UPDATED: ({ actor, system }) =>
    system.session?.name === null || system.session === null
      ? `${actor} changed the description`
      : `${actor} changed what the conversation is called or shows: ${system.session.name}`,
  SETTINGS_CHANGED: ({ actor }) => `${actor} changed the rules`,
  SESSION_ARCHIVED: ({ actor }) => `${actor} archived the conversation`,
  SESSION_UNARCHIVED: ({ actor }) => `${actor} opened the conversation again`,
  SESSION_FROZEN: ({ actor }) => `${actor} let only moderators write for now`,
  SESSION_UNFROZEN: ({ actor }) => `${actor} let everyone write again`,
  SESSION_BLOCKED: ({ actor }) => `${actor} closed the conversation`,
  SESSION_UNBLOCKED: ({ actor }) => `${actor} opened the conversation again`,
  MESSAGE_PINNED: (told) => `${told.actor} pinned a message${until(told)}`,
  MESSAGE_UNPINNED: ({ actor }) => `${actor} took a pin away`,
  CALL_STARTED: ({ actor, system }) => `${actor} started ${callOf(system)}`,
  CALL_ENDED: ({ system }) => `The call ended after ${durationOf(system.call?.durationSeconds ?? 0)}`,
  CALL_MISSED: ({ whom, system }) =>
    whom === '' ? 'Nobody answered the call' : `${capitalised(whom)} missed ${callOf(system)}`,
  CALL_DECLINED: ({ whom }) => `${capitalised(whom)} declined the call`,
  CALL_FAILED: () => 'The call broke off',
  CALL_RECORDED: () => 'The recording of the call is ready',
};
