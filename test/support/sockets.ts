import type { EventEmitter } from 'node:events';

/**
 * Resolves when a socket is closed, however it came to that. A reset is one of the ways: whoever hangs up with bytes unread
 * causes one, and `events.once` would take it for a failure of the wait.
 */
export const untilGone = (socket: EventEmitter): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
  });
