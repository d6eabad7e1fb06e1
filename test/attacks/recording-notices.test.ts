import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aFilm } from '../builders/recording.ts';
import { Listener } from '../live/listener.ts';
import { Rows } from '../live/rows.ts';
import type { AnsweredCall, AnsweredEntry } from '../support/calls.ts';
import { INITIATE, JOIN, ON_CALL_EVENT, onCall, READ_CALL } from '../support/calls.ts';
import type { Person } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { RecordingService } from '../support/recording-service.ts';

const agora = await RecordingService.open();

await describeOnProduct(
  'Notices of recordings that do not come from Agora, or come again',
  (product) => {
    let ann: Person;
    let sessionId: string;
    let callId: string;
    beforeAll(async () => {
      const [owner, bob] = await people(product, 'ann', 'bob');
      ann = owner;
      sessionId = await new Rows(product.tables).open('ann', 'bob');
      const { call } = await ann.get<AnsweredEntry>('initiateCall', INITIATE, { input: { sessionId } });
      callId = call.id;
      await bob.get('joinCall', JOIN, { input: { callId } });
      await ann.get('startRecording', onCall('startRecording'), { callId });
      await agora.writes(product, ann, sessionId, 'film.mp4', aFilm);
    });
    afterAll(() => agora.close());

    type Recorded = AnsweredCall & { readonly recordings: readonly { readonly state: string }[] };
    const call = async (): Promise<Recorded> =>
      (await ann.get<{ readonly call: Recorded }>('call', READ_CALL, { callId })).call;
    const nothing = async () => {
      const answer = await fetch(`${product.url}/webhooks/elsewhere`, { method: 'POST', body: '{}' });
      return { status: answer.status, text: await answer.text() };
    };
    const sha1 = (body: string) => createHmac('sha1', 'what notices are signed with').update(body).digest('hex');

    it.each<[string, (body: string) => Parameters<RecordingService['tells']>[2]]>([
      ['is not signed', () => ({ signature: null })],
      ['is signed with nothing', () => ({ signature: '' })],
      ['is signed with another secret', () => ({ secret: 'guessed' })],
      ['is signed by version 1', (body) => ({ signature: sha1(body) })],
      ['has the signature of another notice', () => ({ signature: 'a'.repeat(64) })],
    ])('find nothing at that address where one %s, and change nothing', async (_, how) => {
      const before = await call();
      const body = agora.uploaded('film.mp4');
      expect(await agora.tells(product, body, how(body))).toEqual(await nothing());
      expect(await call()).toEqual(before);
    });

    it('find nothing there with another method, or where they are cut off after they were signed', async () => {
      const before = await call();
      const body = agora.uploaded('film.mp4');
      const signature = createHmac('sha256', 'what notices are signed with').update(body).digest('hex');
      const cut = await agora.tells(product, body.slice(0, -1), { signature });
      expect([cut, (await agora.tells(product, '', { method: 'GET' })).status]).toEqual([await nothing(), 404]);
      expect(await call()).toEqual(before);
    });

    it('are not even looked at where they are huge, whoever signed them', async () => {
      const before = await call();
      const huge = agora.notice(31, { fileList: [], padding: 'x'.repeat(70_000) });
      expect(await agora.tells(product, huge)).toEqual(await nothing());
      const larger = agora.notice(31, { padding: 'x'.repeat(2_000_000) });
      expect((await agora.tells(product, larger)).status).toBe(413);
      expect(await call()).toEqual(before);
    });

    it.each<[string, () => string]>([
      ['of events that nobody knows', () => agora.notice(4711)],
      ['of another product', () => agora.notice(31, { fileList: [] }, { productId: 1 })],
      ['that are no JSON', () => '{"noticeId":'],
      ['that nest deeply', () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
      ['of another recording', () => agora.notice(31, {}).replace(/"sid":"\w+"/, '"sid":"another"')],
      ['of a channel elsewhere', () => agora.notice(31, {}).replace(/"cname":"[^"]+"/, '"cname":"elsewhere"')],
      [
        'with keys that mean something to JavaScript',
        () => agora.notice(31, {}, { ['__proto__']: { a: 1 }, productId: '3' }),
      ],
    ])('are taken and change nothing where Agora signed them and they are %s', async (_, body) => {
      const before = await call();
      expect((await agora.tells(product, body())).status).toBe(200);
      expect(await call()).toEqual(before);
    });

    it('change nothing more when they come again, late, or in another order', async () => {
      const hears = await Listener.open(product, 'ann');
      await hears.listen('events', ON_CALL_EVENT, { sessionId });
      const [uploaded, stopped, started] = [agora.uploaded('film.mp4'), agora.notice(41), agora.notice(40)];
      expect((await agora.tells(product, uploaded)).status).toBe(200);
      for (const again of [started, stopped, uploaded, agora.uploaded('other.mp4'), started]) {
        expect((await agora.tells(product, again)).status).toBe(200);
      }
      // One event for its files, and one for its being there.
      await hears.until('events', 2);
      await hears.close();
      const now = await call();
      expect(now.recordings).toMatchObject([{ state: 'AVAILABLE', fileIds: [expect.any(String) as string] }]);
      for (const again of [started, stopped, uploaded]) await agora.tells(product, again);
      expect((await call()).recordings).toEqual(now.recordings);
    }, 60_000);
  },
  agora.settings,
);
