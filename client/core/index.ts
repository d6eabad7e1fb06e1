export type { ChatClient } from './chat-client.ts';
export type { ClientEvent, ClientEvents } from './client-events.ts';
export { createChatClient } from './create-chat-client.ts';
export type { ChatClientOptions } from './chat-client-options.ts';
export { createAmplifyTransport } from './amplify-transport.ts';
export type { AmplifyTransport, AmplifyTransportOptions } from './amplify-transport.ts';
export { ChatError, ClientErrorCode } from './errors.ts';
export type { ChatErrorCode } from './errors.ts';
export type { ConnectionState } from './connection.ts';
export type { Call } from './calls/call.ts';
export { browserMedia } from './calls/browser-media.ts';
export type { BrowserMediaOptions } from './calls/browser-media.ts';
export type { CallEnding, CallMember, CallPhase, CallQualityLevel, CallState, OwnState } from './calls/call-state.ts';
export { Calls } from './calls/calls.ts';
export type { JoinOptions, StartOptions } from './calls/calls.ts';
export type { IncomingCall } from './calls/incoming-calls.ts';
export { CaptureError } from './calls/media.ts';
export type {
  CallMedia,
  Capture,
  CaptureDevice,
  CaptureRefusal,
  MediaConnection,
  MediaProvider,
  MediaRole,
  MediaState,
  MediaStatus,
  MediaTrack,
  MediaTracks,
} from './calls/media.ts';
export { OwnMedia } from './calls/own-media.ts';
export type { Devices, OwnMediaOptions } from './calls/own-media.ts';
export { SessionCalls } from './calls/session-calls.ts';
export type { SessionCallState } from './calls/session-calls.ts';
export { draftOf } from './drafts.ts';
export type { Draft } from './drafts.ts';
export type { FeedRow, Reach } from './feed-rows.ts';
export { quotedRow } from './feed-rows.ts';
export type { Hold } from './send-queue.ts';
export type { HistoryState } from './history.ts';
export type { DraftStorage, KeptDraft } from './kept-drafts.ts';
export { localWebSocket } from './local-websocket.ts';
export type { Mark } from './marks.ts';
export type { MembersState } from './members.ts';
export type { Message, MessageContent, PollContent, SystemContent } from './message.ts';
export { textOf as textIn } from './message.ts';
export type { Page, Pin, SessionSummary } from './model.ts';
export type { Member, Presence } from './people.ts';
export type { Device, Notification, NotificationSettings } from './notice.ts';
export { Notifications } from './notifications.ts';
export type { NotificationListState } from './notifications.ts';
export { SessionFeed } from './session-feed.ts';
export type { Gap } from './session-feed-options.ts';
export type { Sent } from './send-queue.ts';
export type { FeedState, FeedStatus } from './feed-state.ts';
export type { OutboxChoice } from './outbox/chosen-outbox.ts';
export { indexedDbOutbox } from './outbox/indexed-db-outbox.ts';
export type { IndexedDbOutboxOptions } from './outbox/indexed-db-outbox.ts';
export { memoryOutbox } from './outbox/memory-outbox.ts';
export type { KeptMessage, KeptRefusal, Outbox, OutboxEars, OutboxHandle, OutboxWord } from './outbox/outbox.ts';
export type { OutboxEntry } from './outbox/outgoings.ts';
export type { OwnStatus } from './presence.ts';
export { SessionAdmin } from './session-admin.ts';
export type { Handle } from './shared-handles.ts';
export type { SessionListState } from './session-list.ts';
export type { State, WritableState } from './state.ts';
export type { ThreadFeed, ThreadState } from './thread-feed.ts';
export type { LiveHandlers, Transport, Variables } from './transport.ts';
export type { Typist } from './typists.ts';
export { sendByRequest } from './byte-request.ts';
export type { Upload, UploadSource, UploadState } from './upload.ts';
export { draftWithFile, Uploads } from './uploads.ts';
export { realWorld } from './world.ts';
export type { World } from './world.ts';
export { hasMarks } from '../../domain/markdown/has-marks.ts';
export { outranks } from '../../domain/vocabulary/permissions.ts';
export type { Permission } from '../../domain/vocabulary/permissions.ts';
export type { MemberRole, SessionKind } from '../../domain/vocabulary/sessions.ts';
export { ModerationLevel, NotificationLevel } from '../../domain/vocabulary/sessions.ts';
export { membersOf } from '../../domain/vocabulary/session-settings.ts';
export type { SessionSettings } from '../../domain/vocabulary/session-settings.ts';
export { mediaTypes } from '../../domain/vocabulary/media-types.ts';
export { whyNotTaken } from './upload-rules.ts';
export type { UploadRules } from './upload-rules.ts';
export { CodeLanguage } from '../../domain/vocabulary/code.ts';
export { Durations, Limits } from '../../domain/vocabulary/limits.ts';
