import type { FeedRow } from '../../client/core/index.ts';
import type { MenuItem } from '../parts/menu.tsx';
import { useToast } from '../parts/toast.tsx';
import { addressOf } from '../shell/route.ts';
import { useChatActions } from './chat-actions-context.ts';
import { useOpenSession } from './open-session-context.tsx';

const emojis = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

export interface MessageMenu {
  /** What can be done to the message now, as far as this user may. */
  readonly items: () => readonly MenuItem[];
  /** Leaves a reaction, or takes it back. */
  readonly toggle: (emoji: string) => void;
}

export const useMessageMenu = (row: FeedRow): MessageMenu => {
  const { feed } = useOpenSession();
  const { attempt } = useToast();
  const chat = useChatActions();
  const { actions, marks, pins } = feed;
  const { id = '' } = row;

  const toggle = (emoji: string): void => {
    const isMine = marks.of(id).reactions.includes(emoji);
    void attempt(() => (isMine ? actions.unreact(id, emoji) : actions.react(id, emoji)));
  };
  const items = (): readonly MenuItem[] => {
    const { myPermissions, kind, status } = feed.session.get();
    const moderates = myPermissions.includes('MODERATE_MESSAGES');
    const posts = myPermissions.includes('POST');
    // What is one's own takes no permission, and a session that takes entries.
    const isOpen = status === 'ACTIVE';
    const isReadBy = row.own && 'seq' in row.progress && kind !== 'ANNOUNCEMENT';
    return [
      ...emojis
        .filter((emoji) => posts || (isOpen && marks.of(id).reactions.includes(emoji)))
        .map((emoji) => ({
          label: `React with ${emoji}`,
          content: emoji,
          compact: true,
          press: () => toggle(emoji),
        })),
      ...some(posts && !row.isInThread, [
        { label: 'Reply', press: () => chat.reply(row) },
        { label: 'Reply in a thread', press: () => chat.openThread(id) },
      ]),
      ...some(isOpen && row.own && canEdit(row) && !row.isInThread, [{ label: 'Edit', press: () => chat.edit(row) }]),
      ...some(myPermissions.includes('PIN') && pins.has(id), [
        { label: 'Unpin', press: () => void attempt(() => actions.unpin(id)) },
      ]),
      ...some(myPermissions.includes('PIN') && !pins.has(id), [
        { label: 'Pin', press: () => void attempt(() => actions.pin(id)) },
      ]),
      ...some(row.text !== '', [{ label: 'Copy text', press: () => void attempt(() => copied(row.text)) }]),
      ...some(!row.isInThread, [
        { label: 'Copy link', press: () => void attempt(() => copied(linkTo(feed.sessionId, id))) },
      ]),
      ...some(row.reactions.length > 0, [{ label: 'Who reacted', press: () => chat.ask('reactors', row) }]),
      ...some(isReadBy, [{ label: 'Who has read it', press: () => chat.ask('readers', row) }]),
      ...some(row.isEdited && moderates, [{ label: 'Earlier versions', press: () => chat.ask('edits', row) }]),
      ...some(row.isAnonymous && !row.own && moderates, [
        { label: 'Who wrote it', press: () => chat.ask('sender', row) },
      ]),
      ...some(isOpen && (row.own || moderates), [
        { label: 'Delete', danger: true, press: () => void attempt(() => actions.delete(id)) },
      ]),
    ];
  };
  return { items, toggle };
};

const some = <T>(condition: boolean, items: readonly T[]): readonly T[] => (condition ? items : []);

const copied = (text: string): Promise<void> => navigator.clipboard.writeText(text);

/** The address of a message in this page. */
const linkTo = (sessionId: string, messageId: string): string =>
  new URL(addressOf({ kind: 'session', sessionId, messageId }), location.href).href;

/** Text, code and formulas are written anew; of what carries a file, its caption is. */
const canEdit = ({ kind, content }: FeedRow): boolean =>
  ['TEXT', 'CODE', 'MATH_FORMULA'].includes(kind) || (content?.attachment ?? null) !== null;
