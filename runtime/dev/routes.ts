import type { Outbox } from '../../adapters/outbox/outbox.ts';
import type { Json, JsonObject, Metrics } from '../contract.ts';
import type { EventBus } from '../bus/event-bus.ts';
import { HttpRefusal, type RouteHandler } from '../gateway/http.ts';
import { jsonRoute } from '../gateway/json-route.ts';
import type { Issuer } from '../identity/issuer.ts';
import type { Realtime } from '../realtime/realtime.ts';
import type { DeadLetters } from '../side-work/dead-letters.ts';
import { isJsonArray, isJsonObject } from '../json.ts';
import { outboxRoute } from './outbox.ts';
import { isUserId } from '../../domain/vocabulary/identifiers.ts';

export interface DevParts {
  readonly issuer: Issuer;
  readonly bus: EventBus;
  readonly metrics: Metrics;
  readonly realtime: Pick<Realtime, 'closeUser'>;
  readonly outbox: Pick<Outbox, 'entries'>;
  readonly deadLetters: Pick<DeadLetters, 'list' | 'redrive'>;
}

const refused = (why: string): HttpRefusal => new HttpRefusal(400, 'BadRequestException', why);

const fieldsOf = (body: Json | undefined): JsonObject => {
  if (!isJsonObject(body)) throw refused('unable to read the body; it is no JSON object');
  return body;
};

const longestDisplayName = 200;

const userIdIn = ({ userId }: JsonObject, doing: string): string => {
  if (typeof userId === 'string' && isUserId(userId)) return userId;
  throw refused(`unable to ${doing}; userId is not 1 to 128 visible ASCII characters without #`);
};

/** What only the laptop has: tokens without a login, counters, and a way to put events on the bus. */
export const devRoutes = ({
  issuer,
  bus,
  metrics,
  realtime,
  outbox,
  deadLetters,
}: DevParts): Readonly<Record<string, RouteHandler>> => ({
  'POST /dev/token': jsonRoute(async ({ body }) => {
    const fields = fieldsOf(body);
    const { displayName, groups } = fields;
    const userId = userIdIn(fields, 'issue a token');
    const named = displayName !== undefined && displayName !== null && displayName !== '';
    if (named && (typeof displayName !== 'string' || displayName.length > longestDisplayName)) {
      throw refused(`unable to issue a token; displayName is not text of at most ${longestDisplayName} characters`);
    }
    const list = groups ?? [];
    if (!isJsonArray(list) || !list.every((group) => typeof group === 'string')) {
      throw refused('unable to issue a token; groups is not a list of names');
    }
    return {
      ...(await issuer.issueAccessToken({
        userId,
        ...(named && typeof displayName === 'string' ? { displayName } : {}),
        groups: list.filter((group) => typeof group === 'string'),
      })),
    };
  }),

  // As Cognito's GlobalSignOut: every token of the user is refused from now on. Their sockets are closed with it.
  'POST /dev/sign-out': jsonRoute(async ({ body }) => {
    const userId = userIdIn(fieldsOf(body), 'sign out');
    await issuer.signOut(userId);
    return { userId, closedConnections: realtime.closeUser(userId) };
  }),

  'POST /dev/events': jsonRoute(async ({ body }) => {
    const { source, 'detail-type': detailType, detail } = fieldsOf(body);
    if (typeof source !== 'string' || typeof detailType !== 'string' || !isJsonObject(detail)) {
      throw refused('unable to put the event; it needs source, detail-type and an object as detail');
    }
    return { ...(await bus.put({ source, detailType, detail })) };
  }),

  'GET /dev/outbox': outboxRoute(outbox),

  // What SQS's console shows, and what its redrive does: docs/operations/streams.md.
  'GET /dev/dead-letters': jsonRoute(() => deadLetters.list().map((letter) => ({ ...letter }))),

  'POST /dev/redrive': jsonRoute(({ body }) => {
    const { queue } = body === undefined ? {} : fieldsOf(body);
    if (queue !== undefined && typeof queue !== 'string') throw refused('unable to redrive; queue is not a name');
    const moved = deadLetters.redrive(queue);
    if (moved === undefined) throw refused('unable to redrive; there is no queue of dead letters of this name');
    return { moved };
  }),

  'GET /dev/metrics': jsonRoute(() => metrics.snapshot()),
});
