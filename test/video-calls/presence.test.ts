import { afterEach, expect, it } from 'vitest';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredEntry } from '../support/calls.ts';
import { ACCEPT, INITIATE, onCall } from '../support/calls.ts';
import { ON_PRESENCE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

await describeOnProduct('Being in a call', (product) => {
  const open: Listener[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
  });

  it('shows live in the presence of whoever comes in, and is over there when they go', async () => {
    const [ann, bob] = await people(product, 'ann', 'bob');
    const sessionId = await new Rows(product.tables).open('ann', 'bob', 'cat');
    const cat = await Listener.open(product, 'cat');
    open.push(cat);
    await cat.listen('presence', ON_PRESENCE, { sessionId, userIds: ['ann', 'bob'] });

    const { call } = await ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId } });
    await bob.get('acceptCall', ACCEPT, { input: { callId: call.id } });
    await bob.get('leaveCall', onCall('leaveCall'), { callId: call.id });
    await ann.get('endCall', onCall('endCall'), { callId: call.id });
    const heard = await cat.until('presence', 4);
    expect(heard.map(({ userId, status, channels }) => [userId, status, channels])).toEqual([
      ['ann', 'IN_CALL', ['ann']],
      ['bob', 'IN_CALL', ['bob']],
      ['bob', 'OFFLINE', ['bob']],
      ['ann', 'OFFLINE', ['ann']],
    ]);
  });

  it('is said by no client', async () => {
    const [ann] = await people(product, 'ann');
    const answers = await Promise.all([
      ann.ask('mutation { publishPresence(userId: "bob") { userId } }', {}),
      ann.ask(
        `mutation { setPresence(input: { deviceId: "call:1", status: ONLINE }) {
          userId status note lastSeenAt expiresAt channels
        } }`,
        {},
      ),
    ]);
    expect(answers.map(({ errors }) => errors[0]?.errorType)).toEqual(['Unauthorized', 'BadInput']);
  });
});
