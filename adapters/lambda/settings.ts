import { tableSettings } from '../dynamodb/layout/index.ts';

/** What the function is told by its environment. */
export interface ChatServiceSettings {
  /** Physical names: `CHAT_TABLE`, `GUARDS_TABLE`. */
  readonly tables: { readonly chat: string; readonly guards: string };
  /** `AWS_REGION`. */
  readonly region: string;
  /** `DYNAMODB_ENDPOINT`: another service than the region's own. */
  readonly endpoint?: string;
}

/** A setting has a value that cannot be meant. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  constructor(setting: string, value: string | undefined, expected: string) {
    const found = value === undefined ? 'not set' : JSON.stringify(value);
    super(`unable to start the chat service; ${setting} is ${found}, expected ${expected}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws {WrongSetting} for the first value that cannot be meant. An empty value counts as not set. */
export function readChatServiceSettings(environment: Environment): ChatServiceSettings {
  const matching = (setting: string, form: RegExp, expected: string): string => {
    const value = environment[setting];
    if (value === undefined || !form.test(value)) throw new WrongSetting(setting, value, expected);
    return value;
  };
  const tableName = (setting: string): string => matching(setting, /^[\w.-]{3,255}$/, 'a table name');
  const endpoint = environment['DYNAMODB_ENDPOINT'];
  if (endpoint && !isHttpAddress(endpoint)) {
    throw new WrongSetting('DYNAMODB_ENDPOINT', endpoint, 'an http or https address');
  }
  return {
    tables: { chat: tableName(tableSettings.chat), guards: tableName(tableSettings.guards) },
    region: matching('AWS_REGION', /^[a-z]{2}(-[a-z]+)+-\d+$/, 'the name of a region'),
    ...(endpoint ? { endpoint } : {}),
  };
}

const isHttpAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
