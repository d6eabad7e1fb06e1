import type { Person } from '../support/graphql.ts';

const UPDATE = `mutation Settings($input: UpdateSessionSettingsInput!) { updateSessionSettings(input: $input) { seq } }`;

/** Changes some of a session's settings, as its owner. */
export const changeSettings = (owner: Person, sessionId: string, settings: Record<string, unknown>): Promise<unknown> =>
  owner.get('updateSessionSettings', UPDATE, { input: { sessionId, settings } });
