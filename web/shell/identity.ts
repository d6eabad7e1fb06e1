import { personOf } from '../people.ts';
import type { Person } from '../people.ts';

/** Per tab, so that two tabs can be two people. */
const chosen = 'parley.userId';

export const rememberedPerson = (): Person | undefined => personOf(sessionStorage.getItem(chosen) ?? '');
export const remember = (person: Person): void => sessionStorage.setItem(chosen, person.userId);
export const forget = (): void => sessionStorage.removeItem(chosen);

/** Per tab, as the person is: two tabs are two devices. */
export const deviceId = (): string => {
  const held = sessionStorage.getItem('parley.deviceId') ?? crypto.randomUUID();
  sessionStorage.setItem('parley.deviceId', held);
  return held;
};

interface Issued {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A token is renewed this long before it ends, for requests that are on their way then. */
const headStartMs = 60_000;

/** Access tokens for a person of the local stage, cached until shortly before they end. */
export const tokensFor = ({ userId, name }: Person): ((options: { readonly fresh: boolean }) => Promise<string>) => {
  let held: Issued | undefined;
  let asking: Promise<Issued> | undefined;
  return async ({ fresh }) => {
    if (!fresh && held !== undefined && Date.now() < held.expiresAt - headStartMs) return held.token;
    asking ??= issue(userId, name).finally(() => {
      asking = undefined;
    });
    held = await asking;
    return held.token;
  };
};

const issue = async (userId: string, displayName: string): Promise<Issued> => {
  const response = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId, displayName }),
  });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Error('unable to sign in; the answer is no object');
  const token: unknown = Reflect.get(body, 'token');
  const expiresAt: unknown = Reflect.get(body, 'expiresAt');
  if (typeof token !== 'string' || typeof expiresAt !== 'number') {
    throw new Error('unable to sign in; the server issued no token');
  }
  return { token, expiresAt };
};
