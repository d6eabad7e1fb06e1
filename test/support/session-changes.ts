import type { GraphQLAnswer, JsonObject } from '../../runtime/contract.ts';
import { isJsonObject } from '../../runtime/json.ts';
import type { Api } from './api-in-process.ts';
import { refusalsOf, valueAt } from './api-in-process.ts';

/** The arguments of every change of a session, as the schema has them. */
const argumentsOf = {
  updateChatSession: { input: 'UpdateChatSessionInput!' },
  updateSessionSettings: { input: 'UpdateSessionSettingsInput!' },
  archiveChatSession: { sessionId: 'ID!' },
  unarchiveChatSession: { sessionId: 'ID!' },
  freezeChatSession: { sessionId: 'ID!' },
  unfreezeChatSession: { sessionId: 'ID!' },
  blockChatSession: { sessionId: 'ID!' },
  unblockChatSession: { sessionId: 'ID!' },
  joinChatSession: { sessionId: 'ID!' },
  leaveChatSession: { sessionId: 'ID!' },
  approveJoinRequest: { sessionId: 'ID!', userId: 'ID!' },
  addMembers: { sessionId: 'ID!', userIds: '[ID!]!' },
  removeMember: { sessionId: 'ID!', userId: 'ID!' },
  banMember: { sessionId: 'ID!', userId: 'ID!', reason: 'String' },
  unbanMember: { sessionId: 'ID!', userId: 'ID!' },
  muteMember: { sessionId: 'ID!', userId: 'ID!', until: 'AWSDateTime!' },
  unmuteMember: { sessionId: 'ID!', userId: 'ID!' },
  changeMemberRole: { sessionId: 'ID!', userId: 'ID!', role: 'MemberRole!' },
  transferOwnership: { sessionId: 'ID!', userId: 'ID!' },
  pinMessage: { messageId: 'ID!', until: 'AWSDateTime' },
  unpinMessage: { messageId: 'ID!' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type ChangeName = keyof typeof argumentsOf;
export const changeNames = Object.keys(argumentsOf).filter((name): name is ChangeName => name in argumentsOf);

const told = `sessionId seq kind change actorId createdAt message {
  senderId kind clientMessageId audience content { text system {
    event userIds role until messageId
    session { name description avatarUrl bannerUrl tags status isFrozen settings { slowModeSeconds maxMembers } }
  } }
}`;

/** The mutation of this name. */
export function changeDocument(name: ChangeName): string {
  const args: Readonly<Record<string, string>> = argumentsOf[name];
  const declared = Object.entries(args).map(([arg, type]) => `$${arg}: ${type}`);
  const passed = Object.keys(args).map((arg) => `${arg}: $${arg}`);
  return `mutation (${declared.join(', ')}) { ${name}(${passed.join(', ')}) { ${told} } }`;
}

/** Changes sessions through the API, as this user. */
export const changesOf = (api: Api, userId: string) => {
  const ask = (name: ChangeName, args: JsonObject): Promise<GraphQLAnswer> =>
    api.execute(userId, changeDocument(name), args);
  return {
    ask,
    /** What the log tells of it: the SYSTEM message's content. @throws where it was refused. */
    told: async (name: ChangeName, args: JsonObject): Promise<JsonObject | null> => {
      const answer = await ask(name, args);
      if (answer.errors?.length) throw new Error(`unable to go on; ${name} was refused: ${refusalsOf(answer).join()}`);
      const content = valueAt(answer, name, 'message', 'content', 'system');
      return isJsonObject(content) ? content : null;
    },
    /** The codes of its refusals. */
    refused: async (name: ChangeName, args: JsonObject): Promise<readonly string[]> =>
      refusalsOf(await ask(name, args)),
  };
};
