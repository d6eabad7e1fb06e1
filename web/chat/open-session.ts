import type { ChatClient, SessionAdmin, SessionFeed, Uploads } from '../../client/core/index.ts';

/** What every part of an open session works with. One object as long as the session is open. */
export interface OpenSession {
  readonly client: ChatClient;
  readonly feed: SessionFeed;
  readonly uploads: Uploads;
  readonly admin: SessionAdmin;
}
