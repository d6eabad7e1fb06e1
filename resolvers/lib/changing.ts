/** A change of a session on its way: `askChatService` writes its position, `readEntry` reads what stands there. */
export interface ChangingSession {
  doing: string;
  /** Both absent where nothing changed. */
  sessionId?: string;
  seq?: number;
}
