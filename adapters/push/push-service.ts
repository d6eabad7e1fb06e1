import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Where requests to push services may go. Endpoints are given by users: they could name any machine. */
export interface PushServiceNetwork {
  /** The addresses of a host; rejects where it has none. */
  readonly addressesOf: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** Whether a connection to this address and port is allowed. */
  readonly mayReach: (address: string, port: number) => boolean;
  /** Certificates (PEM) that are trusted instead of the usual ones. */
  readonly ca?: string;
}

/** HTTPS on its own port, anywhere on the public internet. */
export const publicInternet: PushServiceNetwork = {
  addressesOf: (hostname) => lookup(hostname, { all: true }),
  mayReach: (address, port) => port === 443 && isPublicAddress(address),
};

export type ServiceAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  /** The endpoint leads to where nothing is to be sent. */
  | { readonly kind: 'forbidden' }
  /** No answer: `why` is the code of an error. */
  | { readonly kind: 'failed'; readonly why: string };

/** Nothing in an answer's body is needed: of one that is longer, the connection is given up. */
const readBytes = 16_384;

class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/**
 * Posts to push services. Whatever an endpoint names: only https, no redirect is followed, the connection goes to the very
 * address that was looked at, an answer is waited for so long and read so far.
 */
export class PushServices {
  readonly #network: PushServiceNetwork;
  readonly #answeringMs: number;
  readonly #agent: Agent;

  constructor(network: PushServiceNetwork, answeringMs: number) {
    this.#network = network;
    this.#answeringMs = answeringMs;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 64 });
  }

  /** Never rejects. */
  async post(
    endpoint: URL,
    headers: Readonly<Record<string, string | number>>,
    body: Uint8Array,
  ): Promise<ServiceAnswer> {
    const port = endpoint.port === '' ? 443 : Number(endpoint.port);
    const host = endpoint.hostname.replace(/^\[|\]$/g, '');
    // Node asks no look-up about a host that is an address already.
    const isForbidden = isIP(host) !== 0 && !this.#network.mayReach(host, port);
    if (endpoint.protocol !== 'https:' || isForbidden) return { kind: 'forbidden' };
    const signal = AbortSignal.timeout(this.#answeringMs);
    return new Promise((resolve) => {
      const sending = request(
        {
          method: 'POST',
          host,
          port,
          path: endpoint.pathname + endpoint.search,
          headers,
          agent: this.#agent,
          lookup: this.#lookupFor(port),
          signal,
          ...(this.#network.ca === undefined ? {} : { ca: this.#network.ca }),
        },
        (response) => {
          resolve({
            kind: 'answered',
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
          });
          drain(response);
        },
      );
      sending.on('error', (cause) => resolve(failureOf(cause, signal)));
      sending.end(body);
    });
  }

  /** Lets go of the connections. */
  close(): void {
    this.#agent.destroy();
  }

  /** Looks a host up and lets through what may be reached: all of it, or nothing. */
  #lookupFor(port: number): LookupFunction {
    return (hostname, { all }, callback) => {
      this.#reachable(hostname, port).then(
        (addresses) => {
          const [{ address, family }] = addresses;
          if (all === true) callback(null, [...addresses]);
          else callback(null, address, family);
        },
        (cause: unknown) => callback(cause instanceof Error ? cause : new Error('unknown'), '', 4),
      );
    };
  }

  async #reachable(hostname: string, port: number): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
    const [first, ...others] = await this.#network.addressesOf(hostname);
    if (first === undefined) throw new Error('unable to reach the host; it has no address');
    const mayReach = [first, ...others].every(({ address }) => this.#network.mayReach(address, port));
    if (!mayReach) throw new ForbiddenAddress();
    return [first, ...others];
  }
}

function drain(response: IncomingMessage): void {
  let read = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Uint8Array) => {
    read += chunk.length;
    if (read > readBytes) response.destroy();
  });
}

function failureOf(cause: Error, signal: AbortSignal): ServiceAnswer {
  if (cause instanceof ForbiddenAddress) return { kind: 'forbidden' };
  if (signal.aborted) return { kind: 'failed', why: 'TimeoutError' };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return { kind: 'failed', why: /^\w{1,80}$/.test(code) ? code : 'unknown' };
}
