import { CONNECTION_STATE_CHANGE, ConnectionState, GraphQLAPI } from '@aws-amplify/api-graphql';
import type { graphqlOperation } from '@aws-amplify/api-graphql';
import { Hub, createAmplifyContext } from '@aws-amplify/core';
import { ClientErrorCode, chatErrorFrom, networkLost } from './errors.ts';
import { AmplifySubscription } from './amplify-subscription.ts';
import type { Transport, Variables } from './transport.ts';
import { realWorld } from './world.ts';
import type { World } from './world.ts';

export interface AmplifyTransportOptions {
  /** `https://<id>.appsync-api.<region>.amazonaws.com/graphql`, or that of a local Parley. */
  readonly graphqlEndpoint: string;
  readonly region: string;
  /**
   * The access token to use now. Called for every request and connection, so it should cache; `fresh` asks for one
   * that was not handed out before, after the server refused the last.
   */
  readonly token: (options: { readonly fresh: boolean }) => Promise<string>;
  readonly world?: World;
}

export interface AmplifyTransport extends Transport {
  /** Ends every subscription. */
  close(): void;
}

/**
 * Parley's API through the part of `aws-amplify` that speaks GraphQL. The rest of it, clients made from models among
 * others, would be a third of what a page loads and serves nothing here.
 *
 * Each transport has a context of its own, so nothing global is configured and several users fit in one program. They
 * share one socket per endpoint, as Amplify keeps one; each subscription on it is authorised with its own user's token.
 * Amplify does not say which endpoint's socket broke, so a program should speak to one endpoint.
 */
export const createAmplifyTransport = ({
  graphqlEndpoint,
  region,
  token,
  world = realWorld,
}: AmplifyTransportOptions): AmplifyTransport => {
  const tokens = {
    async getTokens({ forceRefresh = false }: { forceRefresh?: boolean } = {}) {
      const jwt = await token({ fresh: forceRefresh }).catch((cause: unknown) => {
        // What `fetch` throws when nobody answers.
        throw cause instanceof TypeError ? networkLost(cause) : chatErrorFrom(cause);
      });
      return { accessToken: { payload: {}, toString: () => jwt } };
    },
  };
  const context = createAmplifyContext(
    { API: { GraphQL: { endpoint: graphqlEndpoint, region, defaultAuthMode: 'userPool' } } },
    { Auth: { tokenProvider: tokens } },
  );
  /** @param variables handed on as this very object */
  const send = (query: string, variables: ReturnType<typeof graphqlOperation>['variables']): unknown =>
    GraphQLAPI.graphql(context, { query, variables });
  const running = new Set<AmplifySubscription>();

  const stopListening = Hub.listen(
    'api',
    ({ payload: { event, data } }: { payload: { event: string; data?: unknown } }) => {
      if (event === subscriptionAcknowledged) for (const each of running) each.acknowledged(valueAt(data, 'variables'));
      if (event === CONNECTION_STATE_CHANGE && broken.has(valueAt(data, 'connectionState'))) {
        for (const each of running) each.cut(networkLost());
      }
    },
  );

  const once = async (document: string, variables: Variables): Promise<unknown> => {
    const answer: unknown = await send(document, { ...variables });
    return valueAt(answer, 'data');
  };

  return {
    async request(document, variables) {
      try {
        return await once(document, variables);
      } catch (cause) {
        const error = chatErrorFrom(cause);
        if (error.code !== ClientErrorCode.Unauthenticated) throw error;
      }
      // The token may have ended before its time, as after a key rotation: once more with another.
      await token({ fresh: true });
      try {
        return await once(document, variables);
      } catch (cause) {
        throw chatErrorFrom(cause);
      }
    },
    live(document, variables, handlers) {
      const subscription = new AmplifySubscription({
        open: (own) => send(document, own),
        renewToken: () => token({ fresh: true }),
        variables,
        handlers,
        world,
      });
      running.add(subscription);
      subscription.start();
      return () => {
        running.delete(subscription);
        subscription.stop();
      };
    },
    wake() {
      for (const each of running) each.wake();
    },
    close() {
      stopListening();
      for (const each of running) each.stop();
      running.clear();
    },
  };
};

/** The Hub event of one subscription's `start_ack`; Amplify exports no name for it. */
const subscriptionAcknowledged = 'Subscription ack';

/** The socket is gone, or the device has no network. Amplify reconnects from these by itself. */
const broken: ReadonlySet<unknown> = new Set([
  ConnectionState.ConnectionDisrupted,
  ConnectionState.ConnectionDisruptedPendingNetwork,
  ConnectionState.ConnectedPendingNetwork,
]);

const valueAt = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
