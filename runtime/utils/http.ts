import { object } from './arguments.ts';
import { entriesOf } from './json.ts';
import type { Utility } from './utility.ts';

/** Headers that belong to one connection: developer guide, "HTTP helpers in util.http", `copyHeaders`. */
const RESTRICTED: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
]);

/** `util.http.*`, of which adding response headers is not here. */
export const httpUtilities: Readonly<Record<string, Utility>> = {
  copyHeaders: (args) => {
    const headers = entriesOf(object(args, 0, 'util.http.copyHeaders'));
    return Object.fromEntries(headers.filter(([name]) => !RESTRICTED.has(name.toLowerCase())));
  },
};
