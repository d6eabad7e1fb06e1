/** Where this deployment's API is. */
export interface Config {
  readonly graphqlEndpoint: string;
  readonly region: string;
  /** What browsers subscribe to pushes with; without it nothing is pushed to them. */
  readonly vapidPublicKey: string | undefined;
}

/**
 * Reads `/config.json`: `graphqlEndpoint`, a URL or a path on the page's own origin, `region`,
 * and `vapidPublicKey` where there is one.
 *
 * @throws with a sentence for the reader of the page.
 */
export const loadConfig = async (): Promise<Config> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  const body: unknown = response.ok ? await response.json() : undefined;
  const endpoint = textAt(body, 'graphqlEndpoint');
  const region = textAt(body, 'region');
  if (endpoint === undefined || region === undefined) throw new Error('unable to start; the server sent no settings');
  return {
    graphqlEndpoint: new URL(endpoint, location.href).href,
    region,
    vapidPublicKey: textAt(body, 'vapidPublicKey'),
  };
};

const textAt = (body: unknown, name: string): string | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};
