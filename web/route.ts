/** Which session is open stands in the address, so that reload, back and a second tab find it. */
const form = /^#\/s\/([0-9a-f-]{36})$/;

export const openSessionId = (): string | undefined => form.exec(location.hash)?.[1];

export const addressOf = (sessionId: string): string => `#/s/${sessionId}`;

export const goTo = (sessionId: string | undefined): void => {
  location.hash = sessionId === undefined ? '#/' : addressOf(sessionId);
};
