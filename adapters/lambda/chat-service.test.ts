import { describe, expect, it } from 'vitest';
import { permissions } from '../../domain/vocabulary/permissions.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { callingOn } from '../../test/builders/calling.ts';
import { hurried } from '../../test/builders/pacing.ts';
import { aSessionId, anAlias } from '../../test/builders/people.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { MemoryCallEvents } from '../memory/call-events.ts';
import { MemoryLiveDelivery } from '../memory/live-delivery.ts';
import { createContentChecks } from '../content-checks/content-checks.ts';
import { openedSessionIds } from '../uuid/opened-session-ids.ts';
import { createChatService, handler } from './chat-service.ts';
import { composeChatService } from './compose.ts';
import { EventReader, MalformedEvent } from './event-reader.ts';
import { readChatServiceSettings, readHourlyRates, readLiveDeliverySettings } from './settings.ts';

const inMemory = (stores = openMemoryStores()) => ({
  ...stores,
  calls: callingOn(stores),
  contentChecks: createContentChecks({ now: () => 0 }),
  live: new MemoryLiveDelivery(),
  pacing: hurried,
  openedSessionIds,
  sessionsPerHour: 0,
  joinsPerHour: 0,
});
const ids = { sessionId: aSessionId, alias: anAlias };

function setUp() {
  const clock = new ManualClock();
  const service = createChatService({ ...inMemory(), clock, ids });
  const ask = (field: string, args: object, sub: unknown = 'ann') =>
    service.handle({ field, identity: { sub, name: 'Ann' }, arguments: args });
  const create = (input: object = {}, sub = 'ann') =>
    ask('createChatSession', { input: { memberIds: ['bob'], ...input } }, sub);
  return { clock, ask, create };
}

const noonText = '2026-11-21T12:00:00.000Z';

describe('the chat service', () => {
  it('creates a session and answers every field that no resolver of its own finds', async () => {
    const { create } = setUp();
    const input = {
      sessionType: 'LESSON',
      kind: 'PUBLIC',
      name: ' Algebra ',
      memberIds: ['bob', 'cat'],
      description: 'Lines and planes',
      avatarUrl: 'https://example.org/a.png',
      bannerUrl: 'https://example.org/b.png',
      tags: ['Maths'],
      settings: { slowModeSeconds: 30, allowInvites: true, moderationLevel: 'BASIC', messageRetentionDays: 7 },
    };
    const answer = await create(input);
    const value = new EventReader(answer, 'answer').object('value');
    expect(answer).toEqual({
      ok: true,
      value: {
        id: value.text('id'),
        sessionType: 'LESSON',
        kind: 'PUBLIC',
        name: 'Algebra',
        description: 'Lines and planes',
        avatarUrl: 'https://example.org/a.png',
        bannerUrl: 'https://example.org/b.png',
        tags: ['maths'],
        status: 'ACTIVE',
        isFrozen: false,
        settings: {
          ...settingsAtFirst('PUBLIC'),
          slowModeSeconds: 30,
          allowInvites: true,
          moderationLevel: 'BASIC',
          messageRetentionDays: 7,
        },
        createdBy: 'ann',
        createdAt: noonText,
        memberCount: 3,
        lastSeq: 0,
        lastActivityAt: noonText,
        lastMessageSeq: 0,
        myRole: 'OWNER',
        myPermissions: permissions,
        myMutedUntil: null,
        myAlias: value.text('myAlias'),
        myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
        lastReadSeq: 0,
      },
    });
  });

  it('takes what is null or left out for the default of the schema', async () => {
    const { create, ask } = setUp();
    const defaults = { ok: true, value: { sessionType: 'GENERAL', kind: 'GROUP', name: null } };
    expect(await create()).toMatchObject(defaults);
    const nothing = { description: null, avatarUrl: null, tags: null, settings: null, clientSessionId: null };
    expect(await create({ sessionType: null, kind: null, name: null, ...nothing })).toMatchObject(defaults);
    const noRules = { slowModeSeconds: null, allowInvites: null, moderationLevel: null, allowedFileTypes: null };
    expect(await create({ settings: noRules })).toMatchObject({
      value: { settings: settingsAtFirst('GROUP') },
    });
    expect(await ask('myChatSessions', { limit: null, after: null })).toMatchObject({ ok: true });
  });

  it('says in one sentence why it refused', async () => {
    const { create } = setUp();
    expect(await create({ kind: 'DIRECT', memberIds: [] })).toEqual({
      ok: false,
      refusal: {
        code: 'BadInput',
        message: 'unable to create the session; a DIRECT session has exactly 2 members, and this one would have 1',
        info: { limit: 2 },
      },
    });
  });

  it('lists pages of sessions', async () => {
    const { create, ask, clock } = setUp();
    for (const name of ['One', 'Two', 'Three']) {
      await create({ name });
      clock.pass(1_000);
    }
    const first = await ask('myChatSessions', { limit: 2 }, 'bob');
    expect(first).toMatchObject({
      ok: true,
      value: {
        items: [
          { name: 'Three', myRole: 'MEMBER' },
          { name: 'Two', myRole: 'MEMBER' },
        ],
        pageInfo: { hasPreviousPage: false, hasNextPage: true },
      },
    });
    const endCursor = new EventReader(first, 'answer').object('value').object('pageInfo').text('endCursor');
    expect(await ask('myChatSessions', { limit: 2, after: endCursor }, 'bob')).toMatchObject({
      ok: true,
      value: { items: [{ name: 'One' }], pageInfo: { hasPreviousPage: true, hasNextPage: false } },
    });
    expect(await ask('myChatSessions', { limit: 2, after: endCursor }, 'ann')).toEqual({
      ok: false,
      refusal: {
        code: 'BadCursor',
        message: 'unable to list the sessions; the cursor was not made by this list for this caller',
      },
    });
  });

  it('fails on an event that its resolvers do not send, without repeating what it holds', async () => {
    const { ask } = setUp();
    const secret = 'secret#';
    const malformed: readonly (() => Promise<unknown>)[] = [
      () => ask('deleteEverything', {}),
      () => ask('constructor', {}),
      () => ask('myChatSessions', {}, secret),
      () => ask('myChatSessions', {}, null),
      () => ask('myChatSessions', { limit: secret }),
      () => ask('myChatSessions', { limit: 1.5 }),
      () => ask('myChatSessions', { after: 5 }),
      () => ask('createChatSession', {}),
      () => ask('createChatSession', { input: [] }),
      () => ask('createChatSession', { input: {} }),
      () => ask('createChatSession', { input: { memberIds: [7] } }),
      () => ask('createChatSession', { input: { memberIds: secret } }),
      () => ask('createChatSession', { input: { memberIds: [], kind: secret } }),
      () => ask('createChatSession', { input: { memberIds: [], name: 7 } }),
      () => ask('createChatSession', { input: { memberIds: [], tags: secret } }),
      () => ask('createChatSession', { input: { memberIds: [], settings: secret } }),
      () => ask('createChatSession', { input: { memberIds: [], settings: { allowInvites: secret } } }),
      () => ask('createChatSession', { input: { memberIds: [], settings: { moderationLevel: secret } } }),
      () => ask('updateMyPreferences', { input: { sessionId: 'x', notifications: secret } }),
      () => ask('inviteUsers', { sessionId: 'x', userIds: secret }),
      () => ask('blockUser', {}),
      () =>
        createChatService({
          ...inMemory(),
          clock: new ManualClock(),
          ids,
        }).handle(null),
    ];
    for (const attempt of malformed) {
      const failure = await attempt().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MalformedEvent);
      expect(String(failure)).toMatch(/unable to read the event; event\S* is not .+/);
      expect(String(failure)).not.toContain('secret');
    }
  });
});

describe('the settings of the chat service', () => {
  const right = {
    CHAT_TABLE: 'parley-chat',
    GUARDS_TABLE: 'parley-guards',
    PEOPLE_TABLE: 'parley-people',
    CALLS_TABLE: 'parley-calls',
    AWS_REGION: 'eu-central-1',
  };

  it('are read from the environment', () => {
    expect(readChatServiceSettings({ ...right, DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' })).toEqual({
      tables: { chat: 'parley-chat', guards: 'parley-guards', people: 'parley-people', calls: 'parley-calls' },
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:8000',
    });
    expect(readChatServiceSettings({ ...right, DYNAMODB_ENDPOINT: '' })).not.toHaveProperty('endpoint');
    expect(readChatServiceSettings({ ...right, REDIS_URL: 'rediss://:x@valkey:6379/1' })).toMatchObject({
      redisUrl: 'rediss://:x@valkey:6379/1',
    });
    expect(readChatServiceSettings({ ...right, REDIS_URL: '' })).not.toHaveProperty('redisUrl');
    const none = { sessionsPerHour: 0, joinsPerHour: 0 };
    expect(readHourlyRates({})).toEqual(none);
    expect(readHourlyRates({ SESSIONS_PER_HOUR: '', JOINS_PER_HOUR: '0' })).toEqual(none);
    expect(readHourlyRates({ SESSIONS_PER_HOUR: '5', JOINS_PER_HOUR: '20' })).toEqual({
      sessionsPerHour: 5,
      joinsPerHour: 20,
    });
  });

  it.each([
    ['CHAT_TABLE', undefined, 'CHAT_TABLE is not set, expected a table name'],
    ['CHAT_TABLE', '', 'CHAT_TABLE is "", expected a table name'],
    ['GUARDS_TABLE', 'a b', 'GUARDS_TABLE is "a b", expected a table name'],
    ['AWS_REGION', 'nowhere', 'AWS_REGION is "nowhere", expected the name of a region'],
    ['DYNAMODB_ENDPOINT', 'localhost:8000', 'DYNAMODB_ENDPOINT is "localhost:8000", expected an http or https address'],
    ['REDIS_URL', 'http://127.0.0.1', 'REDIS_URL is "http://127.0.0.1", expected a redis or rediss address'],
    ['REDIS_URL', 'http://me:secret@host', 'REDIS_URL is "…@host", expected a redis or rediss address'],
    ['REDIS_URL', 'redis://host/cache', 'REDIS_URL is "redis://host/cache", expected a redis or rediss address'],
    ['SESSIONS_PER_HOUR', 'many', 'SESSIONS_PER_HOUR is "many", expected a whole number below a million'],
    ['JOINS_PER_HOUR', '-1', 'JOINS_PER_HOUR is "-1", expected a whole number below a million'],
  ])('refuse %s = %j in one line', (setting, value, why) => {
    const parts = {
      live: new MemoryLiveDelivery(),
      callEvents: new MemoryCallEvents(),
      reportNotShown: () => undefined,
    };
    expect(() => composeChatService({ ...right, [setting]: value }, parts)).toThrow(
      `unable to start the chat service; ${why}`,
    );
  });

  it('are missed by the first event and not by loading the function', async () => {
    await expect(handler({})).rejects.toThrow('unable to start the chat service');
  });
});

describe('the settings of live delivery', () => {
  const right = {
    GRAPHQL_ENDPOINT: 'https://abc.appsync-api.eu-central-1.amazonaws.com/graphql',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  };

  it('are read from the environment, as Lambda fills it', () => {
    expect(readLiveDeliverySettings(right)).toEqual({
      endpoint: new URL(right.GRAPHQL_ENDPOINT),
      region: 'eu-central-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' },
    });
    expect(readLiveDeliverySettings({ ...right, AWS_SESSION_TOKEN: '' }).credentials).not.toHaveProperty(
      'sessionToken',
    );
  });

  it.each([
    ['GRAPHQL_ENDPOINT', undefined, 'GRAPHQL_ENDPOINT is not set, expected an http or https address'],
    ['GRAPHQL_ENDPOINT', 'ftp://a', 'GRAPHQL_ENDPOINT is "ftp://a", expected an http or https address'],
    ['AWS_REGION', 'nowhere', 'AWS_REGION is "nowhere", expected the name of a region'],
    ['AWS_ACCESS_KEY_ID', '', 'AWS_ACCESS_KEY_ID is not set, expected a credential'],
    ['AWS_SECRET_ACCESS_KEY', undefined, 'AWS_SECRET_ACCESS_KEY is not set, expected a credential'],
  ])('refuse %s = %j in one line', (setting, value, why) => {
    expect(() => readLiveDeliverySettings({ ...right, [setting]: value })).toThrow(
      `unable to start the chat service; ${why}`,
    );
  });
});
