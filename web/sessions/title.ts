import type { SessionSummary } from '../../client/core/index.ts';
import type { NameOf } from '../people.ts';

/**
 * What a session is called, for this user.
 *
 * @param peer the other member of a DIRECT session, where it is known.
 */
export const titleOf = (session: SessionSummary, nameOf: NameOf, peer?: string): string =>
  session.myPreferences.customName ??
  session.name ??
  (session.kind !== 'DIRECT' ? 'Conversation' : peer === undefined ? 'Direct conversation' : nameOf(peer));

const kindWords: Readonly<Record<string, string>> = { MATH_FORMULA: 'formula' };

/**
 * The newest message in a line.
 *
 * @param text what it says, as a line shows it.
 */
export const previewOf = (
  { lastMessage, myAlias, kind: of }: SessionSummary,
  text: string,
  userId: string,
  nameOf: NameOf,
): string => {
  if (lastMessage === null) return 'No messages yet';
  const { senderId, senderName, kind } = lastMessage;
  const isOwn = senderId === userId || (myAlias !== null && senderId === `#${myAlias}`);
  const who = isOwn ? 'You: ' : of === 'DIRECT' ? '' : `${senderName ?? nameOf(senderId)}: `;
  if (kind === 'TEXT') return `${who}${text}`;
  const word = kindWords[kind] ?? kind.toLowerCase().replace('_', ' ');
  return `${who}${who === '' ? word.charAt(0).toUpperCase() + word.slice(1) : word}${text === '' ? '' : ` · ${text}`}`;
};

/** Whether the user wants to hear nothing of it at `now`, in epoch milliseconds. */
export const isSilent = ({ myPreferences }: SessionSummary, now: number): boolean =>
  myPreferences.notifications === 'NONE' ||
  (myPreferences.mutedUntil !== null && Date.parse(myPreferences.mutedUntil) > now);
