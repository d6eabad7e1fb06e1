const loopback = /^wss:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/;

/** `wss:` of this machine as `ws:`; every other address as it is. */
export const plainOnLoopback = (url: string): string => url.replace(loopback, 'ws://$1');

/**
 * A WebSocket that speaks to this machine without TLS.
 *
 * aws-amplify 6 rewrites every realtime address to `wss:`, also that of an endpoint on http://localhost, which then
 * fails with a TLS error. Only loopback is rewritten, so that nothing that leaves the machine goes unencrypted.
 */
export const localWebSocket = (base: typeof WebSocket): typeof WebSocket =>
  class LocalWebSocket extends base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(plainOnLoopback(String(url)), protocols);
    }
  };
