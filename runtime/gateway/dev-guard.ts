import { HttpRefusal } from './http.ts';
import type { RouteRequest } from './http.ts';

/**
 * Keeps `/dev/*` to programs and pages of this machine.
 *
 * `/dev/token` hands out credentials for any user, so three ways in are shut: another machine (the socket's address), a
 * tunnel or proxy that makes one look local (forwarding headers), and a web page that the developer happens to have open
 * (it cannot forge `Host`, `Origin` or `Sec-Fetch-Site`; a name rebound to 127.0.0.1 shows in `Host`).
 *
 * @throws {HttpRefusal} 403
 */
export function guardDev({ headers, remoteAddress }: RouteRequest): void {
  if (!isLoopbackAddress(remoteAddress)) throw forbidden('it is only for this machine');
  if (forwardingHeaders.some((name) => headers[name] !== undefined)) throw forbidden('it is not for proxied requests');

  const { host, origin } = headers;
  if (host === undefined || !isLoopbackName(hostnameOf(`http://${host}`))) {
    throw forbidden('the request was made to another name than localhost');
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw forbidden('it is not for pages of another origin');
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw forbidden('it is not for pages of another origin');
  }
}

const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}

function isLoopbackName(name: string | undefined): boolean {
  return name === 'localhost' || name === '[::1]' || (name !== undefined && /^127(\.\d{1,3}){3}$/.test(name));
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function forbidden(why: string): HttpRefusal {
  return new HttpRefusal(403, 'ForbiddenException', `unable to serve /dev; ${why}`);
}
