import { receiptFragment } from '../../../domain/vocabulary/event-fragments.ts';
import { MESSAGE, nested } from '../../support/graphql.ts';

/** Everything a session has. */
export const SESSION = `id sessionType kind name status createdBy createdAt memberCount lastSeq lastActivityAt
  lastMessage { seq senderId kind text createdAt } myRole lastReadSeq unreadCount`;

export const OPEN = `query Open($sessionId: ID!) { chatSession(sessionId: $sessionId) { ${SESSION} } }`;
export const CREATE_WHOLE = `mutation Create($input: CreateChatSessionInput!) {
  createChatSession(input: $input) { ${SESSION} }
}`;
export const READ = `mutation Read($messageId: ID!) {
  markMessageAsRead(messageId: $messageId) { ${nested(receiptFragment)} }
}`;
export const TYPING = `mutation Typing($sessionId: ID!, $isTyping: Boolean) {
  sendTypingIndicator(sessionId: $sessionId, isTyping: $isTyping) { sessionId userId userName isTyping expiresAt }
}`;
/** A send without some of what subscribers get, or with more around it. */
export const sendSelecting = (selection: string, rest = ''): string =>
  `mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { ${selection} } } ${rest}`;
export const messageWithout = (field: string): string => MESSAGE.replace(` ${field}`, '');

export const REQUEST_UPLOAD = `mutation Upload($input: RequestUploadInput!) {
  requestUpload(input: $input) {
    fileId expiresAt post { url fields { name value } } multipart { partSize partCount }
  }
}`;
