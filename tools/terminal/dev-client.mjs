/**
 * A person at a terminal: the local server's own tokens, its GraphQL endpoint and its realtime one. For trying things and
 * for the examples of docs/api.md; products use the client (`client/core`).
 */

/** The running server. */
export const parleyUrl = process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000';

/** A value of `name=value`: JSON where it reads as JSON that is no number of a longer text, text otherwise. */
const valueOf = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** @param {readonly string[]} pairs `name=value`; `name:=value` for a value that stays text whatever it looks like. */
export const variablesOf = (pairs) =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`unable to read the variable ${pair}; it is not name=value`);
      return pair[at - 1] === ':'
        ? [pair.slice(0, at - 1), pair.slice(at + 1)]
        : [pair.slice(0, at), valueOf(pair.slice(at + 1))];
    }),
  );

const post = async (path, headers, body) => {
  const response = await fetch(`${parleyUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch((cause) => {
    throw new Error(`unable to reach ${parleyUrl}; is it running? Start it with npm start`, { cause });
  });
  return response.json();
};

/** An access token for a user, who needs no account here. */
export const tokenOf = async (userId) => {
  const displayName = userId.charAt(0).toUpperCase() + userId.slice(1);
  return (await post('/dev/token', {}, { userId, displayName })).token;
};

/** `TryAgain` says that nothing is wrong with the request. Told so this often, whoever asked is told. */
const timesToAsk = 5;

/**
 * What the server asks to be sent again is sent again, after the pause that it asks for.
 *
 * @returns {Promise<{ data?: unknown, errors?: readonly { errorType?: string, message?: string, errorInfo?: unknown }[] }>}
 */
export const ask = async (userId, query, variables) => {
  const authorization = await tokenOf(userId);
  for (let time = 1; ; time += 1) {
    const answer = await post('/graphql', { authorization }, { query, variables });
    const again = answer.errors?.find(({ errorType }) => errorType === 'TryAgain');
    if (again === undefined || time === timesToAsk) return answer;
    await new Promise((resolve) => setTimeout(resolve, again.errorInfo?.retryAfterMs ?? 0));
  }
};

/**
 * Opens a subscription and hands over its events until `stop` is called.
 *
 * @returns {Promise<() => void>} `stop`, once the subscription is acknowledged
 */
export const listen = async (userId, query, variables, heard) => {
  const authorization = { host: new URL(parleyUrl).host, Authorization: await tokenOf(userId) };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  // Whoever only asks does not wait for it.
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(`${parleyUrl.replace(/^http/, 'ws')}/graphql/realtime`, [
    'graphql-ws',
    `header-${header}`,
  ]);
  const data = JSON.stringify({ query, variables });
  const start = { id: 'events', type: 'start', payload: { data, extensions: { authorization } } };
  return new Promise((resolve, reject) => {
    socket.on('error', (cause) => reject(new Error(`unable to listen at ${parleyUrl}; ${cause.message}`, { cause })));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (bytes) => {
      const frame = JSON.parse(bytes.toString());
      if (frame.type === 'connection_ack') socket.send(JSON.stringify(start));
      if (frame.type === 'start_ack') resolve(() => socket.close());
      if (frame.type === 'data') heard(frame.payload.data);
      if (frame.type === 'error' || frame.type === 'connection_error') {
        socket.close();
        reject(new Error(`unable to listen; ${JSON.stringify(frame.payload.errors)}`));
      }
    });
  });
};
