import type { Page } from 'playwright-core';

/** What a page said and heard lately: for the message of a test that waited in vain. */
export interface Heard {
  /** A line each, with the milliseconds since the page was made. Bodies and tokens are not in it. */
  lines(): readonly string[];
}

const mostLines = 80;

/** Listens to what a page asks for and hears live. */
export const listenTo = (page: Page): Heard => {
  const began = performance.now();
  const lines: string[] = [];
  const say = (line: string): void => {
    lines.push(`${Math.round(performance.now() - began)} ms ${line}`);
    if (lines.length > mostLines) lines.shift();
  };
  page.on('request', (request) => {
    const asked = operationIn(request.postData());
    if (asked !== undefined) say(`asks ${asked}`);
  });
  page.on('requestfinished', (request) => {
    const asked = operationIn(request.postData());
    if (asked !== undefined) say(`answered ${asked}`);
  });
  page.on('requestfailed', (request) =>
    say(`failed ${operationIn(request.postData()) ?? new URL(request.url()).pathname}`),
  );
  page.on('websocket', (socket) => {
    say('socket');
    socket.on('framesent', ({ payload }) => say(`says ${frameIn(payload)}`));
    socket.on('framereceived', ({ payload }) => say(`hears ${frameIn(payload)}`));
    socket.on('close', () => say('socket closed'));
  });
  return { lines: () => lines };
};

const operationIn = (body: string | null): string | undefined => /\b(?:query|mutation) (\w+)/.exec(body ?? '')?.[1];

const frameIn = (payload: string | Buffer): string => {
  const text = String(payload);
  const parts = [/"type":"(\w+)"/, /"id":"([\w-]{4})/, /subscription (\w+)/, /"errorType":"([\w:]+)"/];
  return parts.flatMap((part) => part.exec(text)?.[1] ?? []).join(' ');
};
