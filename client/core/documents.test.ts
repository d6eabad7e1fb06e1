import { readFile } from 'node:fs/promises';
import { buildSchema, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  everyMessageFragment,
  messageFragment,
  messageUpdateFragment,
  typingFragment,
} from '../../domain/vocabulary/event-fragments.ts';
import * as documents from './documents.ts';
import { ask, selectionOf } from './documents.ts';
import { networkLost } from './errors.ts';

const operations = Object.entries(documents).flatMap(([name, value]) =>
  typeof value === 'object' && 'document' in value ? [[name, value] as const] : [],
);

/** What AppSync predefines. */
const prelude = `
  scalar AWSDateTime
  scalar AWSURL
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_cognito_user_pools on FIELD_DEFINITION | OBJECT
`;

const forServices = [
  'blockChatSession',
  'unblockChatSession',
  'publishMessage',
  'publishMessageUpdate',
  'endSessionDelivery',
  'endPresenceDelivery',
  'publishPresence',
  'publishCallEvent',
  'publishIncomingCall',
  'endCallDelivery',
];

/** The client holds no calls until it carries media: the API is asked as it is (docs/calls.md). */
const ofCalls = [
  'call',
  'callHistory',
  'initiateCall',
  'acceptCall',
  'declineCall',
  'joinCall',
  'leaveCall',
  'endCall',
  'keepCallAlive',
  'updateCallMedia',
  'muteParticipant',
  'removeParticipant',
  'renewCallToken',
  'startRecording',
  'stopRecording',
  'reportCallQuality',
  'sendCallSignal',
  'onCallEvent',
  'onIncomingCall',
  'onCallSignal',
];

describe('The documents', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = buildSchema(prelude + (await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8')));
  });

  it('are every field that a client has a use for', () => {
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    const asked = new Set(operations.map(([name]) => name));
    expect(fields.filter((name) => !asked.has(name)).sort()).toEqual([...forServices, ...ofCalls].sort());
  });

  it.each(operations)('%s is valid against the schema, and its root field is its name', (name, { document }) => {
    const root = name === 'sessionIds' ? 'myChatSessions' : name;
    expect(validate(schema, parse(document))).toEqual([]);
    expect(document).toMatch(new RegExp(`\\{ ${root}\\b`));
  });

  it('select everything that subscribers receive', () => {
    expect(documents.sendMessage.document).toContain(`{ ${selectionOf(messageFragment)} }`);
    for (const { document } of [documents.editMessage, documents.deleteMessage]) {
      expect(document).toContain(`{ ${selectionOf(messageUpdateFragment)} }`);
    }
    const { onMessageSent, onInbox, messages, sessionLog, addReaction, removeReaction } = documents;
    for (const { document } of [onMessageSent, onInbox, messages, sessionLog, addReaction, removeReaction]) {
      expect(document).toContain(`{ ${selectionOf(everyMessageFragment)} }`);
    }
    for (const { document } of [documents.sendTypingIndicator, documents.onTypingIndicator]) {
      expect(document).toContain(`{ ${selectionOf(typingFragment)} }`);
    }
    expect(selectionOf(['a', 'a/b', 'a/c', 'a/c/d', 'e'])).toBe('a { b c { d } } e');
  });

  it('refuse an answer that is not what the schema promises, and say where', async () => {
    const answering = (data: unknown) => ({ request: () => Promise.resolve(data), live: () => () => undefined });
    const entry = { seq: '1', kind: 'VOID', message: null };
    const log = { sessionLog: { entries: [entry], contiguousSeq: 1, lastSeq: 1 } };
    await expect(
      ask(answering(log), documents.sessionLog, { sessionId: 's', after: 0, limit: 1 }),
    ).rejects.toMatchObject({
      code: 'Unexpected',
      message: 'unable to read the answer; data.sessionLog.entries[0].seq is not a number',
    });
    const failing = { request: () => Promise.reject(networkLost()), live: () => () => undefined };
    await expect(ask(failing, documents.chatSession, { sessionId: 's' })).rejects.toMatchObject({
      code: 'NetworkLost',
    });
  });

  it('take an entry of a kind that a newer server knows for one that shows nothing', () => {
    const page = { entries: [{ seq: 1, kind: 'CALL_STARTED', message: null }], contiguousSeq: 1, lastSeq: 1 };
    expect(documents.sessionLog.read({ sessionLog: page }).entries).toEqual([
      { seq: 1, kind: 'UNKNOWN', actorId: null, message: null },
    ]);
  });
});
