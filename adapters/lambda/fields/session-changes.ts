import type { SessionChanges } from '../../../application/ports/session-changes.ts';
import type { Appearance } from '../../../domain/chat-session/appearance.ts';
import type { EventReader } from '../event-reader.ts';
import type { ServiceFields } from '../service-field.ts';
import { operatorField, userField } from '../service-field.ts';
import { ofSession, showPosition as show } from './changes.ts';
import { readSettings } from './settings-input.ts';

/** Changes of a session itself: each answers where the log tells of it, for the resolver to read. */
export const sessionChangeFields = (service: SessionChanges): ServiceFields => ({
  updateChatSession: userField({
    doing: 'change the session',
    read: (args, { user }) => {
      const input = args.object('input');
      return { user, sessionId: input.text('sessionId'), appearance: readAppearance(input) };
    },
    ask: service.updateChatSession,
    show,
  }),
  updateSessionSettings: userField({
    doing: 'change the rules of the session',
    read: (args, { user }) => {
      const input = args.object('input');
      return { user, sessionId: input.text('sessionId'), settings: readSettings(input.object('settings')) };
    },
    ask: service.updateSessionSettings,
    show,
  }),
  archiveChatSession: ofSession('archive the session', service.archiveChatSession),
  unarchiveChatSession: ofSession('unarchive the session', service.unarchiveChatSession),
  freezeChatSession: ofSession('freeze the session', service.freezeChatSession),
  unfreezeChatSession: ofSession('unfreeze the session', service.unfreezeChatSession),
  blockChatSession: operatorField({
    doing: 'block the session',
    read: (args) => ({ sessionId: args.text('sessionId') }),
    ask: service.blockChatSession,
    show,
  }),
  unblockChatSession: operatorField({
    doing: 'unblock the session',
    read: (args) => ({ sessionId: args.text('sessionId') }),
    ask: service.unblockChatSession,
    show,
  }),
  pinMessage: userField({
    doing: 'pin the message',
    read: (args, { user }) => ({ user, messageId: args.text('messageId'), until: args.textOrNull('until') }),
    ask: service.pinMessage,
    show,
  }),
  unpinMessage: userField({
    doing: 'unpin the message',
    read: (args, { user }) => ({ user, messageId: args.text('messageId') }),
    ask: service.unpinMessage,
    show,
  }),
});

/** `null` takes away what is left alone where it is left out. */
const readAppearance = (input: EventReader): Appearance => ({
  ...(input.has('name') ? { name: input.textOrNull('name') } : {}),
  ...(input.has('description') ? { description: input.textOrNull('description') } : {}),
  ...(input.has('avatarUrl') ? { avatarUrl: input.textOrNull('avatarUrl') } : {}),
  ...(input.has('bannerUrl') ? { bannerUrl: input.textOrNull('bannerUrl') } : {}),
  ...(input.has('tags') ? { tags: input.isGiven('tags') ? input.texts('tags') : null } : {}),
});
