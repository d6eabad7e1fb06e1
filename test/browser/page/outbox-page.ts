/** One tab of ann's, with an outbox in the browser's own database, on a server in memory of its own: `window.tab`. */
import { createChatClient } from '../../../client/core/index.ts';
import { networkLost } from '../../../client/core/errors.ts';
import { summaryOf } from '../../client/fake-messages.ts';
import { FakeServer } from '../../client/fake-server.ts';

const server = new FakeServer();
const onePage = { endCursor: null, hasNextPage: false };
server.answers.set('MyChatSessions', () => ({ items: [summaryOf()], pageInfo: onePage }));
const client = createChatClient({ transport: server, userId: 'ann' });
client.connect();
const { feed } = client.session(summaryOf());

const tab = {
  /** Takes the network away for messages. */
  offline: () => server.fail('SendMessage', networkLost(), { times: 1_000 }),
  online() {
    server.failures.clear();
    client.wake();
  },
  send: (text: string, key: string) => void feed.send(text, { key }).sent.catch(() => undefined),
  waiting: () => client.outbox.get().map(({ key, progress }) => `${key} ${progress.state}`),
  /** The keys that this tab's server was sent, in order. */
  arrived: () => server.messages.map(({ clientMessageId }) => clientMessageId),
  asked: () => server.asked('SendMessage'),
};
Object.assign(window, { tab });
