import type { Outbox } from '../../adapters/outbox/outbox.ts';
import type { RouteHandler } from '../gateway/http.ts';
import { jsonRoute } from '../gateway/json-route.ts';

/** What would have gone out: to the user that `userId` names, or to everyone. docs/operations/outbox.md has its form. */
export const outboxRoute = (outbox: Pick<Outbox, 'entries'>): RouteHandler =>
  jsonRoute(({ query }) => outbox.entries(query.get('userId') ?? undefined).map((entry) => ({ ...entry })));
