/**
 * What a new user does, in an empty folder: clones the repository, says `npm start`, sends a message and reads it back,
 * stops. Ends with the plain line `N passed, N failed`. CI runs it before `npm test`; it installs everything once more.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './lib/repository.mjs';

const readyWithinMs = 300_000;

/** The address in the ready line. @throws when the start ends or stays silent before it. */
async function readyUrl(child) {
  const late = setTimeout(() => child.kill('SIGKILL'), readyWithinMs);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      console.log(`  ${line}`);
      const url = /^parley ready (http:\/\/\S+)$/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
    throw new Error('unable to start; npm start ended before it was ready');
  } finally {
    clearTimeout(late);
  }
}

const post = async (url, body, headers = {}) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
};

/** @throws unless what Ann sends is what Bob reads. */
async function roundTrip(url) {
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((userId) => post(`${url}/dev/token`, { userId })));
  const ask = (who, query, variables) => post(`${url}/graphql`, { query, variables }, { authorization: who.token });
  const created = await ask(ann, 'mutation { createChatSession(input: { memberIds: ["bob"] }) { id } }');
  const sessionId = created.data.createChatSession.id;
  await ask(
    ann,
    `mutation Send($input: SendMessageInput!) { sendMessage(input: $input) {
      id sessionId seq version kind content { text } senderId senderName isAnonymous clientMessageId createdAt
      editedAt deletedAt mentions reactions { emoji count } audience
    } }`,
    { input: { sessionId, clientMessageId: 'first', content: { text: 'hello from a fresh clone' } } },
  );
  const read = await ask(bob, 'query Q($id: ID!) { messages(sessionId: $id) { items { content { text } } } }', {
    id: sessionId,
  });
  const texts = read.data?.messages?.items.map((message) => message.content.text);
  if (texts?.length !== 1 || texts[0] !== 'hello from a fresh clone') {
    throw new Error(`unable to read the message back; the answer was ${JSON.stringify(read)}`);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'parley-fresh-'));
let child;
try {
  const clone = join(folder, 'parley');
  execFileSync('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  child = spawn(npm, ['start'], {
    cwd: clone,
    env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  const exited = once(child, 'exit');
  await roundTrip(await readyUrl(child));
  child.kill('SIGTERM');
  const [code, signal] = await exited;
  if (code !== 0) throw new Error(`unable to stop; npm start ended with ${signal ?? code} instead of 0`);
  console.log('a fresh clone starts, carries a message and stops\n\n1 passed, 0 failed');
} catch (cause) {
  child?.kill('SIGKILL');
  console.error(cause instanceof Error ? cause.message : cause);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
