import { messageUpdateFragment, systemUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import type { GraphQLAnswer, JsonObject } from '../../runtime/contract.ts';
import type { Api } from './api-in-process.ts';
import { nested } from './graphql.ts';

/** Everything an `onMessageUpdated` subscriber receives. */
export const ENTRY = nested(messageUpdateFragment);
/** The same of what the system says. */
const ENTRY_OF_ANY = nested([...messageUpdateFragment, ...systemUpdateFragment.filter((path) => path !== 'message')]);

export const EDIT = `mutation Edit($messageId: ID!, $content: MessageContentInput!) {
  editMessage(messageId: $messageId, content: $content) { ${ENTRY} }
}`;
export const DELETE = `mutation Delete($messageId: ID!) { deleteMessage(messageId: $messageId) { ${ENTRY} } }`;
export const REACT = `mutation React($messageId: ID!, $emoji: String!) {
  addReaction(messageId: $messageId, emoji: $emoji) { ${ENTRY} }
}`;
export const UNREACT = `mutation Unreact($messageId: ID!, $emoji: String!) {
  removeReaction(messageId: $messageId, emoji: $emoji) { ${ENTRY} }
}`;
export const VOTE = `mutation Vote($messageId: ID!, $optionIds: [Int!]!) {
  votePoll(messageId: $messageId, optionIds: $optionIds) { ${ENTRY} }
}`;
export const CLOSE = `mutation Close($messageId: ID!) { closePoll(messageId: $messageId) { ${ENTRY} } }`;

export const REACT_TO_ANY = REACT.replace(ENTRY, ENTRY_OF_ANY);

/** What people do to one message, through the API. */
export class Changer {
  readonly #api: Api;
  readonly #messageId: string;

  constructor(api: Api, messageId: string) {
    this.#api = api;
    this.#messageId = messageId;
  }

  edit(who: string, text: string): Promise<GraphQLAnswer> {
    return this.#ask(who, EDIT, { content: { text } });
  }

  delete(who: string): Promise<GraphQLAnswer> {
    return this.#ask(who, DELETE);
  }

  react(who: string, emoji = '👍'): Promise<GraphQLAnswer> {
    return this.#ask(who, REACT, { emoji });
  }

  unreact(who: string, emoji = '👍'): Promise<GraphQLAnswer> {
    return this.#ask(who, UNREACT, { emoji });
  }

  vote(who: string, optionIds: readonly number[]): Promise<GraphQLAnswer> {
    return this.#ask(who, VOTE, { optionIds });
  }

  close(who: string): Promise<GraphQLAnswer> {
    return this.#ask(who, CLOSE);
  }

  #ask(who: string, query: string, more: JsonObject = {}): Promise<GraphQLAnswer> {
    return this.#api.execute(who, query, { messageId: this.#messageId, ...more });
  }
}
