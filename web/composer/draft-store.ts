/** Drafts of texts, per user and per session or thread. They outlive the tab, and are on this device alone. */
export const draftKeyOf = (userId: string, sessionId: string, threadRootId: string | undefined): string =>
  ['parley.draft', userId, sessionId, ...(threadRootId === undefined ? [] : [threadRootId])].join('.');

/** A browser may refuse to keep anything: then a draft lives as long as its composer. */
export const readDraft = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
};

export const keepDraft = (key: string, text: string): void => {
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // What cannot be kept is still in front of its writer's eyes.
  }
};
