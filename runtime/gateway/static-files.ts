import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { HttpRefusal } from './http.ts';
import type { RouteAnswer, RouteHandler, RouteRequest } from './http.ts';

export interface StaticFilesSettings {
  /** Sent as Content-Security-Policy with every file. */
  readonly contentSecurityPolicy: string;
}

/** Own scripts and styles only; calls and sockets to this origin and, for the local object store, to loopback. */
export const defaultContentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  "media-src 'self' blob: http://127.0.0.1:* http://localhost:*",
  "connect-src 'self' ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
};

/** Agora's hosts, at any port and depth; media itself is bound by no policy. */
const agoraHosts = ['agora.io', 'sd-rtn.com'].flatMap((host) => [`https://*.${host}:*`, `wss://*.${host}:*`]).join(' ');

/** The same for an installation whose calls go over Agora. */
export const agoraContentSecurityPolicy = defaultContentSecurityPolicy.replace(
  'connect-src',
  `connect-src ${agoraHosts}`,
);

/** A name that carries a hash of its content never changes what it means. */
const HASHED_NAME = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Serves the files under `directory`, and `index.html` for any address that a browser navigates to, since the app routes
 * by itself. Nothing outside the directory is reachable: not by `..` in any encoding, not through a link.
 */
export function staticFiles(
  directory: string,
  { contentSecurityPolicy }: StaticFilesSettings = { contentSecurityPolicy: defaultContentSecurityPolicy },
): RouteHandler {
  const safety = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw notFound();
    const segments = safeSegments(request.path);
    const wanted = segments.length === 0 ? ['index.html'] : segments;
    const found =
      (await answerFile(directory, wanted, request, safety)) ??
      (isNavigation(request) ? await answerFile(directory, ['index.html'], request, safety) : undefined);
    if (found === undefined) throw notFound();
    return found;
  };
}

function safeSegments(path: string): string[] {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw notFound();
  }
  const segments = decoded.split('/').filter((segment) => segment !== '');
  // Hidden files are nobody's business; a colon is a drive or a stream on Windows.
  if (segments.some((segment) => segment.startsWith('.') || /[\\:\0]/.test(segment))) throw notFound();
  return segments;
}

async function answerFile(
  directory: string,
  segments: readonly string[],
  request: RouteRequest,
  safety: Readonly<Record<string, string>>,
): Promise<RouteAnswer | undefined> {
  const path = await insideOf(directory, segments);
  if (path === undefined) return undefined;
  const file = await open(path, constants.O_RDONLY).catch(() => undefined);
  if (file === undefined) return undefined;
  const stat = await file.stat();
  if (!stat.isFile()) {
    await file.close();
    return undefined;
  }
  const etag = `"${stat.size.toString(36)}-${Math.trunc(stat.mtimeMs).toString(36)}"`;
  const name = segments.at(-1) ?? '';
  const headers = {
    ...safety,
    etag,
    'content-type': contentTypes[extname(name).toLowerCase()] ?? 'application/octet-stream',
    'cache-control': HASHED_NAME.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (request.headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag) === true) {
    await file.close();
    return { status: 304, headers };
  }
  return { status: 200, headers: { ...headers, 'content-length': String(stat.size) }, body: file.createReadStream() };
}

/** The real path of a file, provided that it lies under the real path of the directory. */
async function insideOf(directory: string, segments: readonly string[]): Promise<string | undefined> {
  try {
    const root = await realpath(directory);
    const path = await realpath(join(root, ...segments));
    return path.startsWith(root + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}

function isNavigation({ path, headers }: RouteRequest): boolean {
  return extname(path) === '' && (headers['accept'] ?? '').includes('text/html');
}

function notFound(): HttpRefusal {
  return new HttpRefusal(404, 'NotFoundException', 'There is nothing at this address.');
}
