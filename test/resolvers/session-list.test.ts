import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../runtime/contract.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { messageFragment, messageUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import { nested } from '../support/graphql.ts';
import { Room } from '../support/room.ts';

const FIELDS = `id sessionType kind name description avatarUrl bannerUrl tags status isFrozen
  settings { allowInvites requireApproval allowFileUploads maxFileSize allowedFileTypes messageRetentionDays enableAI
    moderationLevel slowModeSeconds maxMembers allowAnonymous }
  createdBy createdAt memberCount lastSeq lastActivityAt
  lastMessage { seq senderId senderName kind text createdAt }
  myRole myPermissions myMutedUntil myAlias myPreferences { notifications mutedUntil customName }
  lastReadSeq firstUnreadCursor unreadCount mentionCount`;
const ONE = `query Q($id: ID!) { chatSession(sessionId: $id) { ${FIELDS} } }`;
const LIST = `query Q { myChatSessions(limit: 100) { items { ${FIELDS} } } }`;
const SEND = `mutation M($input: SendMessageInput!) { sendMessage(input: $input) { ${nested(messageFragment)} } }`;
const DELETE = `mutation M($id: ID!) { deleteMessage(messageId: $id) { ${nested(messageUpdateFragment)} } }`;
const PREFER = 'mutation M($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { customName } }';

let looks: string[] = [];
let said = 0;

await describeOnApi(
  'The list of sessions',
  {
    around: (call, proceed) => {
      if (call.source === 'Chat') looks.push(call.context.info.fieldName);
      return proceed();
    },
  },
  (api) => {
    let room: Room;
    const at = instantOf(Date.now());
    beforeEach(async () => {
      room = await Room.open(api, at, { settings: { allowAnonymous: true, slowModeSeconds: 0 } });
    });
    const say = async (input: JsonObject): Promise<void> => {
      said += 1;
      const clientMessageId = `message ${said}`;
      const answer = await api.execute(room.ann, SEND, {
        input: { sessionId: room.id, clientMessageId, content: { text: 'hello' }, ...input },
      });
      expect(refusalsOf(answer)).toEqual([]);
    };

    it.each<[string, () => Promise<unknown>]>([
      ['without messages', async () => undefined],
      ['with a text', () => say({ mentions: [room.bob] })],
      ['with an anonymous one', () => say({ isAnonymous: true })],
      [
        'with code',
        () => say({ kind: 'CODE', content: { code: { language: 'PYTHON', source: `x = ${'1 + '.repeat(30)}1` } } }),
      ],
      [
        'whose last message was deleted',
        async () => {
          await say({});
          await say({ content: { text: 'gone' } });
          expect(refusalsOf(await api.execute(room.ann, DELETE, { id: `${room.id}.2` }))).toEqual([]);
        },
      ],
      [
        'whose last message is in a thread',
        async () => {
          await say({});
          await say({ content: { text: 'reply' }, threadRootId: `${room.id}.1` });
        },
      ],
      [
        'that someone named for themselves',
        () => api.execute(room.bob, PREFER, { input: { sessionId: room.id, customName: 'Mine' } }),
      ],
    ])('shows a session %s as its own page does', async (_, prepare) => {
      await prepare();
      for (const who of [room.ann, room.bob]) {
        const listed = valueAt(await api.execute(who, LIST), 'myChatSessions', 'items');
        expect(listed).toEqual([valueAt(await api.execute(who, ONE, { id: room.id }), 'chatSession')]);
      }
    });

    it('looks into no log for the last message where the position reserved for one holds it', async () => {
      await say({});
      looks = [];
      await api.execute(room.bob, 'query Q { myChatSessions { items { lastMessage { text } } } }');
      expect(looks).toEqual([]);
      await api.execute(room.bob, 'query Q { myChatSessions { items { unreadCount } } }');
      expect(looks).toEqual(['unreadCount']);
    });
  },
);
